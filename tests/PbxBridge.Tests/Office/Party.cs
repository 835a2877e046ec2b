using PbxBridge.Testing;

namespace PbxBridge.Tests.Office;

/// <summary>Somebody with a number: behaves as told, takes and places calls.</summary>
internal sealed class Party(TestOffice office, SipPhone phone, string name, PhoneDigest? credentials = null)
{
    public static readonly (string Name, string Value)[] Private =
    [
        ("Subject", "Tajne przez poufne"), ("Alert-Info", "<http://internal.example/ring.wav>"), ("Call-Info", "<http://internal.example/anna.png>"),
        ("User-to-User", "56a390f3d2b7310023a2;encoding=hex"), ("X-Internal", "secret-of-the-pbx"), ("P-Access-Network-Info", "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee"),
    ];

    private PhoneScript _script = PhoneScript.Answers;

    public SipPhone Phone { get; } = phone;

    public PhoneDigest? Credentials { get; } = credentials;

    /// <summary>Number, or user of a softphone.</summary>
    public string Name { get; } = name;

    public PhoneScript Script
    {
        get => Credentials is null ? _script : Phone.Script;
        set
        {
            _script = value;
            if (Credentials is not null)
                Phone.Script = value;
        }
    }

    /// <summary>Calls to it, oldest first.</summary>
    public IReadOnlyList<PhoneCall> Calls =>
        [.. Phone.Calls.Where(call => !call.IsOutgoing && (Credentials is not null || Exchange.UserOf(call.Invite.RequestUri) == Name))];

    public PhoneCall Call => Calls[^1];

    /// <summary>Rings at once and answers after so many seconds.</summary>
    public Party Answers(double after = 1) => Does(new() { AnswersAfter = TimeSpan.FromSeconds(after) });

    /// <summary>Rings and never answers.</summary>
    public Party RingsOut() => Does(new() { AnswersAfter = null });

    public Party IsBusy() => Does(new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 486 });

    /// <summary>Rings, then refuses.</summary>
    public Party Declines(double after = 2, int status = 603) => Does(new() { AnswersAfter = null, DeclinesWith = status, DeclinesAfter = TimeSpan.FromSeconds(after) });

    /// <summary>Refuses at once.</summary>
    public Party Refuses(int status, int? q850 = null) => Does(new()
    {
        RingsAfter = null,
        AnswersAfter = null,
        DeclinesWith = status,
        Headers = q850 is null ? [] : [("Reason", $"Q.850;cause={q850}")],
    });

    /// <summary>Its phone is switched off: 480 with Q.850 cause 20.</summary>
    public Party IsUnreachable() => Refuses(480, 20);

    /// <summary>100 and nothing more until the test does something.</summary>
    public Party Waits() => Does(new() { RingsAfter = null, AnswersAfter = null });

    /// <summary>No response at all.</summary>
    public Party IsDead() => Does(new() { IsDead = true });

    public Party Does(PhoneScript script)
    {
        Script = script;
        return this;
    }

    /// <summary>Places a call. Headers that must never reach another leg go with it.</summary>
    public PhoneCall Dials(string dialled, DialOptions? options = null)
    {
        var given = options ?? new DialOptions();
        var call = Phone.Dial($"sip:{dialled}@{TestOffice.BridgeHost};user=phone", given with
        {
            From = given.From ?? From(),
            Credentials = given.Credentials ?? Credentials,
            Headers = [.. Private, .. Asserted(), .. given.Headers],
        });
        office.Pump.Settle();
        return call;
    }

    private bool IsMobile => Phone == office.MobileNetwork;

    private string From() => Credentials is not null
        ? $"\"{Name} soft\" <sip:{Name}@{TestOffice.BridgeHost}>"
        : IsMobile ? $"<sip:{Name}@ims.example;user=phone>" : $"\"Biurko\" <sip:{Name[8..]}@{TestOffice.PbxHost}>";

    private IEnumerable<(string, string)> Asserted() => IsMobile
        ? [("P-Asserted-Identity", $"<sip:{Name}@ims.example;user=phone>"), ("P-Charging-Vector", $"icid-value=\"{office.NewIcid()}\";icid-generated-at=192.0.2.8;orig-ioi=ims.example")]
        : [];
}
