using System.Text;
using Microsoft.AspNetCore.Http;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.PageApi;

/// <summary>The page's files, embedded in the program: / and /page/….</summary>
internal sealed class PageFiles(string key)
{
    private const string Placeholder = "<!doctype html><title>Emulator</title><meta name=\"emulator-key\" content=\"{{key}}\"><p>The emulator runs; its chat page is not part of this build.</p>";

    // Pictures may come from anywhere, as messages name them by address; everything else only from here.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob: https: http:; "
        + "font-src 'self'; media-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public async Task SendIndexAsync(HttpContext context)
    {
        var page = Read("index.html") is { } bytes ? Encoding.UTF8.GetString(bytes) : Placeholder;
        await SendAsync(context, Encoding.UTF8.GetBytes(page.Replace("{{key}}", key, StringComparison.Ordinal)), "text/html; charset=utf-8");
    }

    public static async Task SendAsync(HttpContext context, string file)
    {
        if (file.Contains("..", StringComparison.Ordinal) || file == "index.html" || Read(file) is not { } content)
        {
            await BotApiResponse.WriteAsync(context, 404, "Not found."u8.ToArray(), "text/plain");
            return;
        }
        await SendAsync(context, content, ContentType(file));
    }

    private static async Task SendAsync(HttpContext context, byte[] content, string contentType)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        await BotApiResponse.WriteAsync(context, 200, content, contentType);
    }

    private static byte[]? Read(string file)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream("Page/" + file);
        if (stream is null)
            return null;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string ContentType(string file) => Path.GetExtension(file) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".html" => "text/html; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".woff2" => "font/woff2",
        ".json" or ".webmanifest" => "application/json",
        _ => "application/octet-stream",
    };
}
