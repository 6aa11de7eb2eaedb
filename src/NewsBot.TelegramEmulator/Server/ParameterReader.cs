using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NewsBot.TelegramEmulator.Server;

/// <summary>Reads query, urlencoded, JSON and multipart parameters into one bag; the body wins over the query.</summary>
internal static class ParameterReader
{
    public static async Task<RequestParameters> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new RequestParameters();
        foreach (var (name, value) in request.Query)
            parameters.Set(name, value.ToString());
        if (request.HasFormContentType)
            await ReadFormAsync(request, parameters, cancellationToken);
        else if (request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
            await ReadJsonAsync(request, parameters, cancellationToken);
        return parameters;
    }

    private static async Task ReadFormAsync(HttpRequest request, RequestParameters parameters, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        foreach (var (name, value) in form)
            parameters.Set(name, value.ToString());
        foreach (var file in form.Files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellationToken);
            parameters.Files[file.Name] = new UploadedFile(
                Path.GetFileName(file.FileName), file.ContentType ?? "application/octet-stream", content.ToArray());
        }
    }

    // The body is chunked as a rule and carries no length, so it is read to its end rather than measured.
    private static async Task ReadJsonAsync(HttpRequest request, RequestParameters parameters, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        if (body.Length == 0)
            return;
        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw Refusal.BadRequest("can't parse JSON object");
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.Null)
                    continue;
                parameters.Set(property.Name, property.Value.ValueKind == JsonValueKind.String
                    ? property.Value.GetString()!
                    : property.Value.GetRawText());
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Refusal.BadRequest("can't parse JSON object");
        }
    }
}
