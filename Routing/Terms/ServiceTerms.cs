using System.Collections.Immutable;

namespace PbxBridge.Routing.Terms;

/// <summary>Which services a company has, and for how long (P1, P4).</summary>
/// <param name="Given">One for each service that is switched on; null: every service, without an end.</param>
public sealed record ServiceTerms(ImmutableArray<ServiceTerm>? Given)
{
    public static readonly ServiceTerms Everything = new((ImmutableArray<ServiceTerm>?)null);

    /// <summary>The same with a service that is on, or off, from a day. One that is on already keeps its term.</summary>
    public ServiceTerms With(ServiceKind service, DateOnly from, bool on)
    {
        var given = Given ?? [.. Enum.GetValues<ServiceKind>().Select(one => new ServiceTerm(one, default))];
        if (given.Any(one => one.Service == service && one.Term.Holds(from)) == on)
            return this;
        var others = given.RemoveAll(one => one.Service == service);
        return new(on ? others.Add(new(service, new Term(from, null))) : others);
    }

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
