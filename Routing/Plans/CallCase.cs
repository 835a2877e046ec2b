using System.Collections.Immutable;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>One call under decision: what every step of the planner looks at.</summary>
internal sealed class CallCase(CompanyDirectory directory, CallRequest request, IPresence presence, IAccounts accounts, DateOnly day, Caller caller, DecisionLog log)
{
    /// <summary>LOOP-3: more diversions than this and nobody diverts any more.</summary>
    private const int MaxDiversions = 5;

    private readonly ImmutableArray<PhoneNumber> _visited = Visited(directory, request);

    public CompanyDirectory Directory => directory;

    public CallRequest Request => request;

    public IPresence Presence => presence;

    public IAccounts Accounts => accounts;

    /// <summary>Today in Poland.</summary>
    public DateOnly Day => day;

    public Caller Caller => caller;

    /// <summary>Where the caller is (D7).</summary>
    public CallerPlace Place { get; } = LocationFinder.Find(directory, caller, request, day);

    /// <summary>Whom the called person is shown: the caller, and in a transfer the one who will talk (RFC 5359 §2.4).</summary>
    public Caller Presented { get; } = request.Transferee is { } talks ? CallerFinder.Find(directory, request.Of(talks), presence, day) : caller;

    /// <summary><see cref="Presented"/> wants his number withheld.</summary>
    public bool IsPresentedPrivate => request.Transferee?.Private ?? request.Private;

    /// <summary>Set by step 8: this number is shown outside instead of the caller's (PRV-7).</summary>
    public PhoneNumber? PrivateCli { get; set; }

    public bool IsTransfer => request.Transferee is not null;

    public DecisionLog Log => log;

    public bool MayDivert => request.DiversionCount < MaxDiversions;

    /// <summary>The call has been at this number before (LOOP-4).</summary>
    public bool HasVisited(PhoneNumber number) => _visited.Contains(number) || HasEntered(number);

    /// <summary>It has been there just now, by its own mark (LOOP-5).</summary>
    public bool HasEntered(PhoneNumber number) => request.Entered.Contains(number);

    /// <summary>LOOP-5: the same pair is being set up this many times already.</summary>
    public bool IsCrowded(PhoneNumber called, int limit) => caller.Number is { } number && presence.ConcurrentSetups(number, called) >= limit;

    /// <summary>LOOP-7: the caller's PBX got a call of the same pair back just now.</summary>
    public bool WasSentBack(PhoneNumber called) =>
        caller is { Number: { } number, Trunk: { } trunk } && presence.WasSentBack(trunk.Id, number, called);

    private static ImmutableArray<PhoneNumber> Visited(CompanyDirectory directory, CallRequest request)
    {
        if (request.Visited.IsDefaultOrEmpty)
            return [];
        var numbers = ImmutableArray.CreateBuilder<PhoneNumber>(request.Visited.Length);
        foreach (var text in request.Visited)
        {
            if (CallingNumber.Read(text, directory.Numbering, null) is { } number)
                numbers.Add(number);
        }

        return numbers.ToImmutable();
    }
}
