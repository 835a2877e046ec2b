using System.Globalization;
using PbxBridge.Charging.Cycles;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Vouchers;

namespace PbxBridge.Commands;

/// <summary>Lets an employee enter codes again whom wrong ones have locked out (VCH-4).</summary>
internal static class VoucherUnlock
{
    public static int Run(CommandLine line, Words words, BridgeSettings settings, Store store, ProcessEdge edge)
    {
        if (line.Option("company") is not { } id || line.Option("number") is not { } text)
            throw new SettingsException([words.Of("vouchers unlock wymaga --company FIRMA --number NUMER.", "vouchers unlock needs --company COMPANY --number NUMBER.")]);
        CompaniesAt.Open(store, settings.Operator, edge, first: false, out var directory);
        var company = KnownCompany.Of(id, directory, words);
        var employee = KnownCompany.EmployeeOf(company, text, words);
        var account = AccountKey.Prepaid(company.Id, employee.AccountOwner);
        var until = TopUps.LockedUntil(store, account);
        TopUps.Unlock(store, account, until is null ? null : new AuditEntry(
            company.Id, CommandActor.Of(AuditRole.Operator), "vouchers unlock",
            [new($"top-up of {employee.Id}", string.Create(CultureInfo.InvariantCulture, $"locked until {WarsawTime.Local(until.Value):yyyy-MM-dd HH:mm}"), "open")]));
        edge.Out.WriteLine(until is { } at
            ? words.Of(
                string.Create(CultureInfo.InvariantCulture, $"{employee.Name} znów może doładowywać; blokada trwałaby do {at.ToLocalTime():yyyy-MM-dd HH:mm}."),
                string.Create(CultureInfo.InvariantCulture, $"{employee.Name} may top up again; the lock would have lasted until {at.ToLocalTime():yyyy-MM-dd HH:mm}."))
            : words.Of($"{employee.Name} nie ma blokady doładowań.", $"{employee.Name} was not locked out."));
        return 0;
    }
}
