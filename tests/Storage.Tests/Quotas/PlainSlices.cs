using System.Collections.Immutable;
using PbxBridge.Charging.Rating;
using PbxBridge.Storage.Quotas;

namespace PbxBridge.Storage.Tests.Quotas;

/// <summary>A slice rule by trial: a minute more, or as many whole seconds as every budget reaches.</summary>
internal static class PlainSlices
{
    public static Slice? Next(ImmutableArray<SlicePayer> payers, TimeSpan? granted)
    {
        var start = (int)(granted ?? TimeSpan.Zero).TotalSeconds;
        for (var until = start + 60; until > start; until--)
        {
            var time = TimeSpan.FromSeconds(until);
            if (payers.All(payer => CallCharge.Of(payer.Tariff, time).In(payer.Basis) <= payer.Budget))
                return new Slice(time, Final: until < start + 60);
        }

        return null;
    }
}
