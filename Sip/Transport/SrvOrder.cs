using System.Collections.Immutable;

namespace PbxBridge.Sip.Transport;

/// <summary>The order in which the targets of SRV records are tried (RFC 2782): by priority, among equals by weighted lot.</summary>
internal static class SrvOrder
{
    public static ImmutableArray<T> Of<T>(IEnumerable<T> records, Func<T, (ushort Priority, ushort Weight)> rank, Random random)
    {
        var ordered = ImmutableArray.CreateBuilder<T>();
        foreach (var equals in records.GroupBy(record => rank(record).Priority).OrderBy(group => group.Key))
        {
            // Those of weight 0 first, so that they have a small chance as the RFC wants.
            var left = equals.OrderBy(record => rank(record).Weight == 0 ? 0 : 1).ToList();
            while (left.Count > 0)
            {
                var lot = random.Next(left.Sum(record => rank(record).Weight) + 1);
                var sum = 0;
                var chosen = left.FindIndex(record => (sum += rank(record).Weight) >= lot);
                ordered.Add(left[chosen]);
                left.RemoveAt(chosen);
            }
        }
        return ordered.ToImmutable();
    }
}
