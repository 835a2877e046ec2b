using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PbxBridge.Manager.Pages;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>What calls cost: per employee for who may see that, for everybody his own (T10, T11).</summary>
internal static class TelemonitorPages
{
    public static void Map(IEndpointRouteBuilder site) =>
        site.MapGet("/telemonitor", (HttpContext context) => new RazorComponentResult<TelemonitorPage>(new { At = context.Visit() }));
}
