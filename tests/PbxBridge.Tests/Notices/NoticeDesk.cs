using System.Globalization;
using Microsoft.Extensions.Logging;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Limits;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Notices;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage.Limits;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Notices;

/// <summary>A notifier with a real store and ways that a test plays, in virtual time on one thread.</summary>
internal sealed class NoticeDesk : IDisposable
{
    public const string Anna = "+48601000201";
    public const string Piotr = "+48601000202";

    public static readonly BillingCycle January = new(new DateOnly(2026, 1, 1), new DateOnly(2026, 2, 1));

    private readonly TemporaryStore _store;
    private readonly List<Notifier> _others = [];
    private Notifier _notifier;

    public NoticeDesk(Func<CompanySnapshot, CompanySnapshot>? company = null, NoticeOptions? options = null)
    {
        _store = new TemporaryStore(Time, TimeSpan.Zero);
        Company = (company ?? (same => same))(WithAddresses(DemoCompany.Snapshot));
        Options = options ?? new NoticeOptions();
        _notifier = Open(Sms);
    }

    public ManualTime Time { get; } = new();

    public NoticeOptions Options { get; }

    public CompanySnapshot Company { get; set; }

    public FakeWay Sms { get; } = new();

    public FakeWay Mail { get; } = new();

    public LogBook Log { get; } = new();

    public Storage.Store Store => _store.Store;

    public Notifier Notifier => _notifier;

    /// <summary>Recipient and text of every attempt.</summary>
    public IEnumerable<(string To, string Text)> Texts => Sms.Attempts.Select(attempt => PbxBridge.Notices.Sms.Read(attempt.Payload)!).Select(sms => (sms.To, sms.Text));

    public IEnumerable<Mail> Mails => Mail.Attempts.Select(attempt => PbxBridge.Notices.Mail.Read(attempt.Payload)!);

    /// <summary>Anna by SMS, Piotr by mail, two administrators.</summary>
    public static CompanySnapshot WithAddresses(CompanySnapshot company) => company with
    {
        Employees = [.. company.Employees.Select(employee => employee.Id switch
        {
            "anna" => employee with { Notice = new NoticeAddress(NoticeWay.Sms, Anna) },
            "piotr" => employee with { Notice = new NoticeAddress(NoticeWay.Email, "piotr@przyklad.example") },
            _ => employee,
        })],
        Notices = [new(NoticeWay.Email, "szef@przyklad.example"), new(NoticeWay.Sms, "+48601000200")],
    };

    /// <summary>As <see cref="WithAddresses"/> in a company of so many people.</summary>
    public static Func<CompanySnapshot, CompanySnapshot> People(int count) => company => company with
    {
        Employees = [.. Enumerable.Range(0, count).Select(i => company.Employees[0] with
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"p{i}"),
            Name = string.Create(CultureInfo.InvariantCulture, $"Osoba {i}"),
            Mobile = new(Number(i)),
            Extension = null,
            Notice = null,
        })],
        Softphones = [],
        Lines = [],
    };

    public static string Number(int i) => string.Create(CultureInfo.InvariantCulture, $"+486010{i:00000}");

    /// <summary>The consumption of the employee with this number has come to so much of 100 zł.</summary>
    public void Spent(string number, decimal amount, BillingCycle? cycle = null) => Store.Limits.Look(
        new LimitTerms(Company.Id, Company.EmployeeWith(new(number))!.Id, cycle ?? January, new CostLimit
        {
            Amount = Money.Of(100),
            UserThresholds = [50, 80, 100],
            AdministratorThresholds = [80, 100],
        }),
        Money.Of(amount));

    public void Run(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Ends the notifier and starts another on the same store.</summary>
    public void Restart()
    {
        Stop(_notifier);
        _notifier = Open(Sms);
    }

    /// <summary>Another node on the same store, for as long as the test lasts.</summary>
    public void AddNode(FakeWay sms) => _others.Add(Open(sms));

    /// <summary>Lines of the log from Information up.</summary>
    public IEnumerable<string> Lines => Log.Lines.Where(line => line.Level >= LogLevel.Information).Select(line => line.Text);

    public void Dispose()
    {
        foreach (var notifier in (Notifier[])[_notifier, .. _others])
            Stop(notifier);
        _store.Dispose();
    }

    private Notifier Open(FakeWay sms)
    {
        var notifier = new Notifier(
            Store, Options, () => CompanyDirectory.Of([Company], DemoCompany.Numbering, CompanyCatalogue.SettingsOf(new OperatorOptions())), sms, Mail, Time,
            Log.CreateLogger<Notifier>(), new InlineScheduler());
        notifier.Start();
        return notifier;
    }

    private void Stop(Notifier notifier)
    {
        var stopping = notifier.DisposeAsync().AsTask();
        Time.Advance(TimeSpan.FromSeconds(5));
        stopping.GetAwaiter().GetResult();
    }
}
