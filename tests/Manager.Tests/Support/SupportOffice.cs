using PbxBridge.Manager.Tests.Site;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Web;

namespace PbxBridge.Manager.Tests.Support;

/// <summary>Support staff of the operator at a Manager.</summary>
internal static class SupportOffice
{
    public const string Ola = "ola";

    /// <summary>Ola, with the password of every other login.</summary>
    public static void AddOla(this TestSite site, bool mustChange = false) => Assert.True(site.Store.Support.Add(
        new() { Name = Ola, FullName = "Ola Pomocna", Password = SecretHash.TryParse(TestSite.HashOf(TestSite.Password))!, MustChangePassword = mustChange }, new(null, AuditActor.Program, "test", [])));

    /// <summary>What support did, the oldest first.</summary>
    public static IEnumerable<(string? Company, string Act)> SupportActs(this TestSite site) =>
        site.Store.Audit.Last(null, 100).Where(row => row.Entry.Actor is { Role: AuditRole.Support, Author: Ola }).Reverse().Select(row => (row.Entry.Company, row.Entry.Act));
}
