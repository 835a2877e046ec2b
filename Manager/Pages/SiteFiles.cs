using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace PbxBridge.Manager.Pages;

/// <summary>Style sheet and pictures, from inside the assembly.</summary>
internal static class SiteFiles
{
    private static readonly FrozenDictionary<string, Asset> Files = new[] { "style.css", "icon.svg", "icons.svg" }.ToFrozenDictionary(name => name, Read);

    /// <summary>The path with what tells this version from another: browsers keep it for long.</summary>
    public static string Versioned(string name) => $"/{name}?v={Files[name].Version}";

    public static void Map(IEndpointRouteBuilder site)
    {
        foreach (var (name, file) in Files)
        {
            site.MapGet("/" + name, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = context.Request.Query["v"] == file.Version ? "public, max-age=31536000, immutable" : "public, max-age=3600";
                return Results.Bytes(file.Content, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "image/svg+xml", entityTag: new EntityTagHeaderValue($"\"{file.Version}\""));
            });
        }
    }

    private static Asset Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new(content, Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
    }

    private sealed record Asset(byte[] Content, string Version);
}
