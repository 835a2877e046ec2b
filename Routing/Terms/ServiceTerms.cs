using System.Collections.Immutable;

namespace PbxBridge.Routing.Terms;

/// <summary>Which services a company has, and for how long (P1, P4).</summary>
/// <param name="Given">One for each service that is switched on; null: every service, without an end.</param>
public sealed record ServiceTerms(ImmutableArray<ServiceTerm>? Given)
{
    public static readonly ServiceTerms Everything = new((ImmutableArray<ServiceTerm>?)null);

    public ServiceSet On(DateOnly day)
    {
        if (Given is not { } given)
            return ServiceSet.All;
        var on = new ServiceSet(0);
        foreach (var service in given)
        {
            if (service.Term.Holds(day))
                on = on.With(service.Service);
        }

        return on;
    }
}

/// <summary>A service that is switched on.</summary>
public readonly record struct ServiceTerm(ServiceKind Service, Term Term);
