using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Pages;
using PbxBridge.Storage;

namespace PbxBridge.Manager;

/// <summary>The web pages where companies run their network.</summary>
public static class ManagerSite
{
    public static void Add(IServiceCollection services, IManagedCompanies companies, Store store, TimeProvider time)
    {
        services.AddSingleton(companies).AddSingleton(store).AddSingleton(time);
        services.AddRazorComponents();
    }

    public static void Map(IEndpointRouteBuilder site) => site.MapGet("/login", () => new RazorComponentResult<LoginPage>());
}
