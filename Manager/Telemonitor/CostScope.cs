using System.Collections.Immutable;
using PbxBridge.Manager.Access;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>Whose calls somebody may look at.</summary>
/// <param name="IsWhole">All of the company, with what belongs to no employee, and its fees (domain §8).</param>
/// <param name="Employees">In the order of the company. He himself is among them only when he is to look after himself, too (M7).</param>
/// <param name="Self">The employee who he is; null: he is none, or may not see even that.</param>
public sealed record CostScope(bool IsWhole, ImmutableArray<Employee> Employees, Employee? Self)
{
    private const int PolishLength = 9;

    public bool IsOfOthers => IsWhole || !Employees.IsEmpty;

    /// <summary>What the store is asked for: of all, or of these alone.</summary>
    internal IReadOnlyCollection<ChargePayer>? Payers => IsWhole ? null : [.. Employees.Select(employee => ChargePayer.OfEmployee(employee.Id))];

    public static CostScope Of(Visitor visitor) => new(
        Rights.Allows(visitor, Permission.SeeCosts) && Rights.Allows(visitor, Permission.SeeBill),
        // As if he were no employee: then nothing is his own.
        Rights.Visible(visitor with { Login = visitor.Login with { Employee = null } }, Permission.SeeCosts),
        visitor.Self is { } self && Rights.Allows(visitor, Permission.SeeCosts, self) ? self : null);

    /// <summary>By his id, else by his extension or mobile number as people type them. Null: there is no such employee, or not for him.</summary>
    public Employee? Find(string text) => Employees.FirstOrDefault(employee => employee.Id == text) ?? WithNumber(Employees, text);

    /// <summary>It is he himself who is asked for, in one of the same ways.</summary>
    public Employee? FindSelf(string text) => Self is { } self && (self.Id == text || WithNumber([self], text) is not null) ? self : null;

    /// <summary>The same, of one employee alone.</summary>
    public CostScope Only(Employee employee) => new(false, [employee], Self);

    private static Employee? WithNumber(ImmutableArray<Employee> employees, string text)
    {
        var number = NumberOf(text);
        return number.Length == 0 ? null : employees.FirstOrDefault(employee => employee.Extension == number) ?? employees.FirstOrDefault(employee => employee.Mobile.Value == number);
    }

    // 601 000 200, 0048 601 000 200 and +48 601-000-200 are one number; whatever has a letter is none.
    private static string NumberOf(string text)
    {
        var compact = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '-'));
        var number = compact.StartsWith("00", StringComparison.Ordinal) ? "+" + compact[2..] : compact;
        return number.AsSpan().TrimStart('+').ContainsAnyExceptInRange('0', '9') ? "" : number.Length == PolishLength && number[0] != '+' ? "+48" + number : number;
    }
}
