using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NewsBot.Core.Storage;

/// <summary>
/// Many rows as one parameter, so that a statement for a thousand rows is one text and one way to the server: a JSON array
/// of arrays. A statement reads the parameter <c>@rows</c> as the table <c>{{rows}}</c>, and of its column <c>value</c> numbers as
/// <c>CAST(value ->> 0 AS BIGINT)</c> and texts as <c>value ->> 1</c>.
/// </summary>
internal static class JsonRows
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The rows as the parameter's text; their values are <c>long</c>, <c>string</c> or null.</summary>
    public static string Write(IEnumerable<object?[]> rows)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartArray();
            foreach (var row in rows)
            {
                writer.WriteStartArray();
                foreach (var value in row)
                    Write(writer, value);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            default:
                throw new UnreachableException($"{value.GetType().Name} is not written to rows.");
        }
    }
}
