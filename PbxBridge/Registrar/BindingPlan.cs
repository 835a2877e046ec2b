namespace PbxBridge.Registrar;

/// <summary>What a REGISTER does to a user's bindings, worked out before anything is done: all or nothing (RFC 3261 §10.3, step 7).</summary>
internal sealed class BindingPlan
{
    private readonly List<Step> _steps;

    private BindingPlan(List<Step> steps) => _steps = steps;

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Null when a binding is of the same Call-ID and its CSeq is not below the request's: the request is late or repeated.</summary>
    public static BindingPlan? TryMake(IReadOnlyList<Binding> bindings, RegisterContacts contacts, Registration by, int most)
    {
        var steps = new List<Step>(bindings.Count + contacts.Offers.Length);
        foreach (var binding in bindings)
        {
            if (contacts.RemovesAll && IsLate(binding, by))
                return null;
            steps.Add(new Step(binding, null, contacts.RemovesAll ? BindingEvent.Removed : null));
        }
        foreach (var offer in contacts.Offers)
        {
            if (!TryPlace(steps, offer, by))
                return null;
        }
        MakeRoom(steps, most);
        return new BindingPlan(steps);
    }

    private static bool IsLate(Binding binding, Registration by) =>
        binding.Registration.CallId.AsSpan().SequenceEqual(by.CallId) && by.Sequence <= binding.Registration.Sequence;

    private static bool TryPlace(List<Step> steps, ContactOffer offer, Registration by)
    {
        var placed = offer.Seconds == 0;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var contact = step.Offer ?? step.Binding?.Contact;
            if (step.Goes || contact is null || !offer.IsSameAs(contact.Uri, contact.Parameters))
                continue;
            // What this request itself has put there is not late.
            if (step.Offer is null && step.Binding is { } binding && IsLate(binding, by))
                return false;
            if (offer.Seconds == 0)
                steps[i] = new Step(step.Binding, null, BindingEvent.Removed);
            else if (placed)
                steps[i] = new Step(step.Binding, null, BindingEvent.Replaced);
            else
                steps[i] = new Step(step.Binding, offer, null);
            placed = true;
        }
        if (!placed)
            steps.Add(new Step(null, offer, null));
        return true;
    }

    private static void MakeRoom(List<Step> steps, int most)
    {
        while (steps.Count(step => !step.Goes) > most)
        {
            var oldest = -1;
            for (var i = 0; i < steps.Count; i++)
            {
                if (steps[i] is { Goes: false, Offer: null, Binding: { } binding } && (oldest < 0 || binding.UpdatedAt < steps[oldest].Binding?.UpdatedAt))
                    oldest = i;
            }
            if (oldest < 0)
                return;
            steps[oldest] = new Step(steps[oldest].Binding, null, BindingEvent.Replaced);
        }
    }

    /// <summary>One binding of the user.</summary>
    /// <param name="Binding">As it was before; null for a new one.</param>
    /// <param name="Offer">What it becomes; null when it stays or goes.</param>
    /// <param name="End">Why it goes; null when it stays.</param>
    public readonly record struct Step(Binding? Binding, ContactOffer? Offer, BindingEvent? End)
    {
        public bool Goes => End is not null;
    }
}
