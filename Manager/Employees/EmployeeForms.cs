using System.Collections.Immutable;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Forms;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Manager.Employees;

/// <summary>The forms of the page of one employee: each has a button with the name of its act.</summary>
internal static class EmployeeForms
{
    private static readonly Sentence Allowed = new("Lista dozwolonych", "Allow list"), Denied = new("Lista zabronionych", "Deny list");

    public static EditOutcome Read(Visitor visitor, Employee employee, FormReader form) => form.Text("act") switch
    {
        "profile" => EmployeeEdits.AssignProfile(visitor, [employee.Id], form.Text("profile") is { Length: > 0 } profile ? profile : null),
        "lists" => EmployeeEdits.SetLists(visitor, employee.Id, List(form, "allowed", Allowed, employee.Allowed), List(form, "denied", Denied, employee.Denied)),
        "services" => Services(visitor, employee, form),
        "private" => EmployeeEdits.SetPrivateMode(visitor, [employee.Id], PrivateModeOf(form.Text("mode"))),
        "personal-line" => EmployeeEdits.SetPersonalLine(visitor, employee.Id, PersonalLineForm.Read(form, employee.PersonalLine)),
        "forwards" => EmployeeEdits.SetForwards(visitor, employee.Id, ForwardsForm.Read(form, employee.Forwards)),
        "presence" => Presence(visitor, employee, form),
        "limit" => EmployeeEdits.ChangeLimit(visitor, [employee.Id], LimitForm.Read(form)),
        "default-limit" => EmployeeEdits.ResetLimit(visitor, [employee.Id]),
        "notice" => EmployeeEdits.SetNotice(visitor, [employee.Id], NoticeForm.Read(form)),
        _ => form.Refused(FormReader.Unknown),
    };

    /// <summary>As whom a delegated administrator sends the form.</summary>
    public static AuditRole RoleOf(FormReader form) => form.Text("act") is "limit" or "default-limit" or "notice" ? AuditRole.BillingAdministrator : AuditRole.ServiceAdministrator;

    public static string NameOf(PrivateMode mode) => mode switch { PrivateMode.Flagged => "flagged", PrivateMode.Prepaid => "prepaid", _ => "off" };

    private static PrivateMode PrivateModeOf(string name) => name switch { "flagged" => PrivateMode.Flagged, "prepaid" => PrivateMode.Prepaid, _ => PrivateMode.Off };

    private static EditOutcome Services(Visitor visitor, Employee employee, FormReader form)
    {
        var on = form.Many("service");
        return Together(visitor, ServiceNames.All.Select(one => (Func<Visitor, EditOutcome>)(now => EmployeeEdits.SwitchService(now, [employee.Id], one.Service, on.Contains(one.Name))))
            .Where((_, i) => employee.ServicesOff.Contains(ServiceNames.All[i].Service) == on.Contains(ServiceNames.All[i].Name)));
    }

    private static EditOutcome Presence(Visitor visitor, Employee employee, FormReader form) => Together(
        visitor, [now => EmployeeEdits.SetDoNotDisturb(now, employee.Id, form.IsOn("dnd")), now => EmployeeEdits.SetVoicemail(now, employee.Id, form.IsOn("voicemail"))]);

    // Several edits of one form: all of them or none.
    private static EditOutcome Together(Visitor visitor, IEnumerable<Func<Visitor, EditOutcome>> edits)
    {
        var (now, notes) = (visitor, new List<string>());
        foreach (var edit in edits)
        {
            switch (edit(now))
            {
                case EditOutcome.Refused refused:
                    return refused;
                case EditOutcome.Changed changed:
                    now = now with { Company = changed.Company };
                    notes.Add(changed.Note);
                    break;
            }
        }

        return notes.Count == 0 ? new EditOutcome.Unchanged() : new EditOutcome.Changed(now.Company, string.Join("; ", notes));
    }

    // One entry a line; what stands after a blank is a note for people.
    private static NumberList List(FormReader form, string name, Sentence label, NumberList before)
    {
        var entries = ImmutableArray.CreateBuilder<ListEntry>();
        foreach (var line in form.Text(name).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split(' ', 2, StringSplitOptions.TrimEntries);
            if (NumberPattern.TryParse(parts[0], out var pattern))
                entries.Add(new(pattern, parts.Length > 1 ? parts[1] : null));
            else
                form.Add(label, $"„{parts[0]}” to nie numer ani początek numerów, np. +48226000000 albo +4822*", $"\"{parts[0]}\" is neither a number nor a beginning of numbers like +48226000000 or +4822*");
        }

        return entries.SequenceEqual(before.Entries) ? before : NumberList.Of(entries.ToImmutable());
    }
}
