using System.Globalization;

namespace PbxBridge.Charging.Cycles;

/// <summary>A billing cycle (cykl rozliczeniowy): whole days of Warsaw, its end not included (CYC-1).</summary>
/// <param name="First">The first day; it names the cycle.</param>
/// <param name="Next">The first day of the cycle after it.</param>
public readonly record struct BillingCycle(DateOnly First, DateOnly Next)
{
    /// <summary>How long records of calls are taken after the end; later ones become an adjustment (CYC-2).</summary>
    public static readonly int DaysToClose = 3;

    public DateTimeOffset Start => WarsawTime.Midnight(First);

    public DateTimeOffset End => WarsawTime.Midnight(Next);

    public int Days => Next.DayNumber - First.DayNumber;

    public bool Holds(DateTimeOffset at) => at >= Start && at < End;

    /// <summary>It is no longer open for records.</summary>
    public bool IsClosed(DateTimeOffset now) => now >= WarsawTime.Midnight(Next.AddDays(DaysToClose));

    /// <summary><c>2026-11-15</c>.</summary>
    public override string ToString() => First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
