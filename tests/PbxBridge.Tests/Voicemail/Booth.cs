using System.Globalization;
using Microsoft.Extensions.Logging;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Loop;
using PbxBridge.Storage;
using PbxBridge.Storage.Voicemail;
using PbxBridge.Voicemail;

namespace PbxBridge.Tests.Voicemail;

/// <summary>One caller at a time with voicemail, in virtual time on one thread, and a real store in a folder of its own.</summary>
internal sealed class Booth : IDisposable, ILogger
{
    private static readonly PhoneNumber s_anna = new("+48601000201"), s_piotr = new("+48601000202"), s_line = new("+48600000001");

    public static readonly MailboxId Anna = MailboxId.OfEmployee("przyklad", "anna");
    public static readonly MailboxId Piotr = MailboxId.OfEmployee("przyklad", "piotr");
    public static readonly MailboxId Line = MailboxId.OfLine("przyklad", s_line);

    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pbxbridge-");
    private readonly SignallingLoop _loop;
    private readonly List<string> _faults = [];

    public Booth(Language language = Language.Polish, int capacity = 50, VoucherPepper? pepper = null)
    {
        _loop = new SignallingLoop(Time, null, fault => _faults.Add(fault.ToString()));
        Store = Store.Open(new StoreOptions { Path = Path.Combine(_folder.FullName, "store.db"), MailboxCapacity = capacity }, Time);
        var company = Company(language);
        Treatments = new Treatments(new TreatmentContext(
            _loop, SpokenSounds.Prompts, new StoreQueue(Store.Voicemail, Disk), new TopUpQueue(Store, pepper, Disk, Time, this) { Credited = () => Credits++ }, id => id == company.Id ? company : null, this));
        (Port, Call) = NewCall();
    }

    public ManualTime Time { get; } = new();

    public SlowDisk Disk { get; } = new();

    public Store Store { get; }

    public VoicemailStore Mail => Store.Voicemail;

    public Treatments Treatments { get; }

    public FakePort Port { get; private set; }

    public FakeCall Call { get; private set; }

    /// <summary>Every line of the log, and what escaped to the loop.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>How often somebody was told that an account was topped up.</summary>
    public int Credits { get; private set; }

    public IReadOnlyList<string> Faults => _faults;

    public (FakePort, FakeCall) NewCall(Func<FakePort, FakeCall>? make = null)
    {
        Port = new FakePort(Time);
        Call = make is null ? new FakeCall(Port) : make(Port);
        return (Port, Call);
    }

    /// <summary>Plays to the end what is being said, without a pause after it.</summary>
    public string Hears(TimeSpan? during = null)
    {
        Advance(during ?? TimeSpan.FromSeconds(2));
        return Port.TakeHeard();
    }

    public void Press(string keys)
    {
        foreach (var key in keys)
        {
            Port.Press(key);
            Settle();
        }
    }

    public void Advance(TimeSpan by)
    {
        Settle();
        for (var left = by; left > TimeSpan.Zero; left -= s_step)
        {
            Time.Advance(s_step);
            Port.Tick();
            Settle();
        }
    }

    public void Settle()
    {
        while (_loop.Turn() | Disk.RunAll() | _loop.Turn())
        {
        }
        // Work posted by the last disk access.
        _loop.Turn();
    }

    public void AddMessages(MailboxId mailbox, int fresh, int heard = 0)
    {
        for (var i = 1; i <= fresh + heard; i++)
        {
            var wav = WavFile.Write(SpokenSounds.Said((byte)i, TimeSpan.FromSeconds(0.1)));
            var id = Mail.Add(mailbox, new NewMessage(null, string.Create(CultureInfo.InvariantCulture, $"c{i}"), Time.GetUtcNow(), TimeSpan.FromSeconds(3), wav));
            if (i > fresh && id is { } kept)
                Mail.MarkHeard(kept);
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Add(formatter(state, exception));
        if (logLevel >= LogLevel.Error)
            _faults.Add(formatter(state, exception) + exception);
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
        Store.Dispose();
        _loop.Dispose();
        _folder.Delete(recursive: true);
    }

    private static CompanySnapshot Company(Language language)
    {
        var pin = SecretHash.Of("1234", [1, 2, 3, 4, 5, 6, 7, 8], 1);
        return new CompanySnapshot
        {
            Id = "przyklad",
            Name = "Przykład Sp. z o.o.",
            Language = language,
            Sites = [new Site("Warszawa", "22")],
            Employees =
            [
                new Employee { Id = "anna", Name = "Anna Kowalska", Mobile = s_anna, Extension = "201", Site = "Warszawa", VoicemailEnabled = true },
                new Employee { Id = "piotr", Name = "Piotr Zieliński", Mobile = s_piotr, Extension = "202", Site = "Warszawa", VoicemailEnabled = true },
            ],
            Lines = [new CompanyLine { Number = s_line, Extension = "600", Name = "mazowieckie", Members = [s_anna, s_piotr] }],
            Voicemail = new VoicemailSettings
            {
                AccessExtension = "500",
                Boxes = [new Mailbox(s_anna, pin), new Mailbox(s_piotr, null), new Mailbox(s_line, SecretHash.Of("87654321", [8, 7, 6, 5, 4, 3, 2, 1], 1))],
            },
        };
    }
}
