using System.Globalization;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Notices;
using PbxBridge.Storage;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Commands;

/// <summary>Notices that were not sent: those that wait, and those that were given up, the newest first.</summary>
internal static class NoticesCommand
{
    private const int MostNotices = 10_000;

    public static int Run(CommandLine line, Store store, ProcessEdge edge)
    {
        var words = Words.Of(line);
        var last = 20;
        if (line.Option("last") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out last) || last is < 1 or > MostNotices))
            throw new SettingsException([$"--last is '{text}'; it must be a number from 1 to {MostNotices}."]);
        var backlog = store.Outbox.Backlog();
        edge.Out.WriteLine(words.Of($"Czekają: {backlog.Waiting}, porzucone: {backlog.Failed}.", $"Waiting: {backlog.Waiting}, given up: {backlog.Failed}."));
        var notices = store.Outbox.Unsent(last);
        if (notices.IsEmpty)
            return 0;
        edge.Out.WriteLine(words.Of(
            "czas                 nr      firma           rodzaj do                        próby następna             dlaczego",
            "time                 no      company         kind   to                        tries next                 why"));
        foreach (var notice in notices)
            edge.Out.WriteLine(Row(notice, words));
        return 0;
    }

    private static string Row(OutboxMessage notice, Words words) => string.Create(
        CultureInfo.InvariantCulture,
        $"{notice.CreatedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}  {notice.Id,-7} {Cell(notice.Company, 15)} {Cell(notice.Topic, 6)} {Cell(RecipientOf(notice), 25)} {notice.Attempts,5} {Next(notice, words),-20} {notice.Fault ?? "-"}");

    private static string Next(OutboxMessage notice, Words words) => notice.State == MessageState.Failed
        ? words.Of("porzucona", "given up")
        : notice.NextAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    // A notice of a limit has no address yet.
    private static string RecipientOf(OutboxMessage notice) =>
        Payload.Of(notice.Payload) is { } json ? json.Text("to") ?? json.Text("employee") ?? "-" : "-";

    private static string Cell(string text, int width) => (text.Length <= width ? text : text[..(width - 1)] + "…").PadRight(width);
}
