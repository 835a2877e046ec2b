using System.Collections.Immutable;

namespace PbxBridge.Routing.Companies;

/// <summary>A mailbox's PIN is its owner's secret, and the company file has it beside a number: whoever gets the number must not be left with the PIN of his predecessor, who still knows it
/// (docs/decisions/0039).</summary>
public static class InheritedPins
{
    /// <summary>A salted hash is the same only when it was copied; a PIN that stands in the file itself is a new one.</summary>
    /// <param name="before">As it is saved; null: it is new.</param>
    /// <returns>A fault for each mailbox of an employee with the PIN of another one.</returns>
    public static ImmutableArray<Fault> Find(CompanySnapshot? before, CompanySnapshot next)
    {
        var faults = new FileFaults();
        if (before is null)
            return [];
        var owners = new Dictionary<SecretHash, Employee>();
        foreach (var box in before.Voicemail.Boxes)
        {
            if (box.Pin is { } pin && before.EmployeeWith(box.Owner) is { } owner)
                owners.TryAdd(pin, owner);
        }
        for (var i = 0; i < next.Voicemail.Boxes.Length; i++)
        {
            if (next.Voicemail.Boxes[i] is { Pin: { } pin } box && owners.TryGetValue(pin, out var former) && next.EmployeeWith(box.Owner) is { } owner && owner.Id != former.Id)
            {
                faults.Add(
                    $"$.voicemail.boxes[{i}].pinHash", "§4.6", $"to PIN pracownika {former.Id}: {owner.Id} potrzebuje innego albo żadnego",
                    $"this is the PIN of {former.Id}: {owner.Id} needs another one, or none");
            }
        }
        return faults.ToImmutable();
    }
}
