using PbxBridge.Charging.Amounts;

namespace PbxBridge.Routing.Plans;

/// <summary>What the planner asks of the money that was spent: from memory, as of now. Beside <see cref="IPresence"/>, with the same rules: asked from the thread
/// that plans, and the answers do not change during one plan.</summary>
public interface IAccounts
{
    /// <summary>What the employee's business calls have cost in this billing cycle, what running calls have reserved included (LIM-2).</summary>
    /// <param name="employee">His id.</param>
    LimitUse LimitOf(string company, string employee);

    /// <summary>What his premium calls have cost in this billing cycle, gross (domain §6.6).</summary>
    /// <param name="employee">His id.</param>
    Money PremiumOf(string company, string employee);

    /// <summary>The threshold with which his premium calls were ended for this cycle: no call more fitted under it. Null: they were not.</summary>
    /// <param name="employee">His id.</param>
    Money? PremiumClosedAt(string company, string employee) => null;

    /// <summary>What all business calls of the company have cost in this billing cycle, net.</summary>
    Money OwedBy(string company);

    /// <summary>What a prepaid account can pay now, gross; null when it is not known, and then it pays nothing (OCS-5).</summary>
    /// <param name="owner"><see cref="Companies.Employee.AccountOwner"/>.</param>
    Money? PrepaidOf(string company, string owner);
}

/// <summary>How much of a limit is used up.</summary>
/// <param name="Consumed">Net.</param>
/// <param name="Lifted">An administrator has opened the limit for this cycle (LIM-7).</param>
public readonly record struct LimitUse(Money Consumed, bool Lifted = false);

/// <summary>Nobody has spent anything, and nothing is known of prepaid accounts.</summary>
public sealed class NothingSpent : IAccounts
{
    public static readonly NothingSpent Here = new();

    public LimitUse LimitOf(string company, string employee) => default;

    public Money PremiumOf(string company, string employee) => Money.Zero;

    public Money OwedBy(string company) => Money.Zero;

    public Money? PrepaidOf(string company, string owner) => null;
}
