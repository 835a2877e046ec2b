using PbxBridge.Calls;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Registrar;

/// <summary>Where softphone users can be reached: by user, by flow, by address. Each look-up is O(1).</summary>
/// <param name="usersPerTurn">Users looked through in one turn of the loop after a change of company data.</param>
/// <remarks>Loop thread only.</remarks>
internal sealed class BindingTable(ILoop loop, CompanyDirectory directory, int usersPerTurn) : IContacts
{
    private readonly Dictionary<string, Dictionary<string, RegisteredUser>> _companies = [];
    private readonly Dictionary<Flow, Binding> _flows = [];
    private readonly Dictionary<UInt128, int> _addresses = [];
    private readonly Queue<RegisteredUser> _toCheck = new();
    private CompanyDirectory _directory = directory;
    private bool _isChecking;

    /// <summary>Told of each change, after it was made.</summary>
    public Action<BindingChange>? Changed { get; set; }

    /// <summary>Told of each change of a PBX's bindings, after it was made: the id of its trunk.</summary>
    public Action<string>? TrunkChanged { get; set; }

    /// <summary>Bindings of all users.</summary>
    public int Count { get; private set; }

    /// <summary>Users who have bindings.</summary>
    public int UserCount { get; private set; }

    public IEnumerable<Binding> All => _companies.Values.SelectMany(users => users.Values).SelectMany(user => user.Bindings);

    public bool IsRegistered(string company, string user) => Find(company, user) is not null;

    /// <summary>The contacts of a user, the newest first; empty when there is none.</summary>
    public IReadOnlyList<LegContact> Of(string company, string user)
    {
        if (Find(company, user) is not { Bindings: var bindings })
            return [];
        var contacts = new LegContact[bindings.Length];
        for (var i = 0; i < contacts.Length; i++)
        {
            var binding = bindings[^(i + 1)];
            contacts[i] = LegContact.OfPhone(user, binding.Contact.Uri, binding.Registration.NextHop, binding.Registration.Path);
        }
        return contacts;
    }

    /// <summary>The bindings of a user, the newest last.</summary>
    public IReadOnlyList<Binding> Bindings(in SoftphoneOwner owner) => Bindings(RegisteringAccount.Of(owner));

    /// <summary>The same of whoever registers.</summary>
    public IReadOnlyList<Binding> Bindings(in RegisteringAccount account) => Find(account.Company, account.Name)?.Bindings ?? [];

    /// <summary>Somebody registered from exactly there: the same UDP address and port, the same connection.</summary>
    public bool IsRegisteredFlow(in Flow from) => _flows.ContainsKey(KeyOf(from));

    /// <summary>The latest who registered from exactly there; null when nobody did.</summary>
    public PhoneIdentity? RegisteredAt(in Flow from) =>
        _flows.TryGetValue(KeyOf(from), out var binding) && binding.User.Trunk is null ? new PhoneIdentity(binding.User.Company, binding.User.Name) : null;

    /// <summary>Somebody registered from this address, by whatever port.</summary>
    public bool IsKnown(IpEndpoint source) => _addresses.ContainsKey(source.Address);

    /// <summary>Does what the plan says; every binding with an offer becomes the registration's.</summary>
    public void Commit(in SoftphoneOwner owner, BindingPlan plan, Registration by) => Commit(RegisteringAccount.Of(owner), plan, by);

    /// <summary>The same for whoever registers.</summary>
    public void Commit(in RegisteringAccount account, BindingPlan plan, Registration by)
    {
        var user = Enter(account);
        foreach (var step in plan.Steps)
        {
            if (step.Binding is { } gone && step.End is { } why)
                Remove(gone, why);
        }
        foreach (var step in plan.Steps)
        {
            if (step.Offer is { } offer)
                Put(user, step.Binding, offer, by);
        }
        if (user.Bindings.Length == 0)
            Leave(user);
    }

    /// <summary>The bindings of a TCP or TLS connection end with it.</summary>
    public void ConnectionClosed(in Flow flow)
    {
        if (!flow.IsReliable)
            return;
        while (_flows.TryGetValue(KeyOf(flow), out var binding))
        {
            if (binding.Listens is { } place)
                Move(binding, place);
            else
                RemoveWithUser(binding, BindingEvent.ConnectionClosed);
        }
    }

    /// <summary>Takes over changed company data: bindings end whose user is gone or has a new password. Companies that stayed the same
    /// object are passed over; a company with very many users is looked through over several turns of the loop.</summary>
    public void Use(CompanyDirectory directory)
    {
        var before = _directory;
        _directory = directory;
        foreach (var (id, users) in _companies)
        {
            if (directory.Company(id) is { } company && ReferenceEquals(company, before.Company(id)))
                continue;
            foreach (var user in users.Values)
                _toCheck.Enqueue(user);
        }
        if (!_isChecking)
            CheckSome();
    }

    internal void Expired(Binding binding) => RemoveWithUser(binding, BindingEvent.Expired);

    private void CheckSome()
    {
        for (var i = 0; i < usersPerTurn && _toCheck.TryDequeue(out var user); i++)
        {
            if (SecretOf(user) is { } secret && secret == user.Secret)
                continue;
            foreach (var binding in user.Bindings)
                RemoveWithUser(binding, BindingEvent.UserChanged);
        }
        _isChecking = _toCheck.Count > 0;
        if (_isChecking)
            loop.Post(CheckSome);
    }

    // Null: there is no such user any more.
    private SoftphoneSecret? SecretOf(RegisteredUser user) => user.Trunk is null
        ? _directory.Company(user.Company)?.SoftphoneOf(user.Name)?.Secret
        : _directory.Company(user.Company)?.TrunkWith(user.Trunk) is { Registration: not TrunkRegistration.None, Credentials: { } account } ? account.Secret : null;

    private void Tell(BindingEvent what, RegisteredUser user, in Flow flow)
    {
        Changed?.Invoke(new BindingChange(what, user.Company, user.Name, flow, user.Bindings.Length));
        if (user.Trunk is { } trunk)
            TrunkChanged?.Invoke(trunk);
    }

    // A connection is one peer, whatever address it is written with.
    private static Flow KeyOf(in Flow flow) => flow.Connection != 0 ? flow with { Remote = default } : flow;

    private RegisteredUser? Find(string company, string user) =>
        _companies.TryGetValue(company, out var users) ? users.GetValueOrDefault(user) : null;

    private RegisteredUser Enter(in RegisteringAccount account)
    {
        if (!_companies.TryGetValue(account.Company, out var users))
            _companies.Add(account.Company, users = []);
        if (!users.TryGetValue(account.Name, out var user))
        {
            users.Add(account.Name, user = new RegisteredUser(account.Company, account.Name) { Trunk = account.Trunk });
            UserCount++;
        }
        user.Secret = account.Secret;
        return user;
    }

    private void Leave(RegisteredUser user)
    {
        if (!_companies.TryGetValue(user.Company, out var users) || !users.Remove(user.Name))
            return;
        UserCount--;
        if (users.Count == 0)
            _companies.Remove(user.Company);
    }

    private void Put(RegisteredUser user, Binding? binding, ContactOffer offer, Registration by)
    {
        var what = binding is null ? BindingEvent.Added : BindingEvent.Refreshed;
        if (binding is null)
        {
            binding = new Binding(this, user, offer, by, loop.Now);
            Count++;
        }
        else
        {
            UnlinkFlow(binding);
            binding.Contact = offer;
            binding.Registration = by;
            binding.UpdatedAt = loop.Now;
        }
        var updated = binding;
        user.Bindings = [.. user.Bindings.Where(b => b != updated), updated];
        LinkFlow(binding);
        loop.Timers.Arm(binding.Timer, offer.Seconds * 1000L);
        Tell(what, user, by.Flow);
    }

    private void Move(Binding binding, in Flow to)
    {
        UnlinkFlow(binding);
        binding.Registration = binding.Registration with { Flow = to };
        LinkFlow(binding);
        Tell(BindingEvent.LeftConnection, binding.User, to);
    }

    private void RemoveWithUser(Binding binding, BindingEvent why)
    {
        Remove(binding, why);
        if (binding.User.Bindings.Length == 0)
            Leave(binding.User);
    }

    private void Remove(Binding binding, BindingEvent why)
    {
        loop.Timers.Cancel(binding.Timer);
        UnlinkFlow(binding);
        binding.User.Bindings = [.. binding.User.Bindings.Where(b => b != binding)];
        Count--;
        Tell(why, binding.User, binding.Flow);
    }

    private void LinkFlow(Binding binding)
    {
        var key = KeyOf(binding.Flow);
        if (_flows.TryGetValue(key, out var first))
        {
            binding.NextOnFlow = first;
            first.PreviousOnFlow = binding;
        }
        _flows[key] = binding;
        _addresses[binding.Flow.Remote.Address] = _addresses.GetValueOrDefault(binding.Flow.Remote.Address) + 1;
    }

    private void UnlinkFlow(Binding binding)
    {
        if (binding.PreviousOnFlow is { } previous)
            previous.NextOnFlow = binding.NextOnFlow;
        else if (binding.NextOnFlow is { } next)
            _flows[KeyOf(binding.Flow)] = next;
        else
            _flows.Remove(KeyOf(binding.Flow));
        if (binding.NextOnFlow is { } after)
            after.PreviousOnFlow = binding.PreviousOnFlow;
        binding.NextOnFlow = binding.PreviousOnFlow = null;
        var left = _addresses.GetValueOrDefault(binding.Flow.Remote.Address) - 1;
        if (left > 0)
            _addresses[binding.Flow.Remote.Address] = left;
        else
            _addresses.Remove(binding.Flow.Remote.Address);
    }
}
