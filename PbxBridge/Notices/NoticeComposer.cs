using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>Makes the notices of limits into SMS and mails. Each becomes its messages in one transaction, so none is lost or made twice.</summary>
/// <remarks>Waits for the disk: not for the loop's thread. One look at a time.</remarks>
internal sealed class NoticeComposer(OutboxStore outbox, Func<CompanyDirectory> directory, TimeProvider time, ILogger log)
{
    private const int Most = 500;

    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    public void Look()
    {
        var digests = new List<(OutboxMessage Row, LimitNotice Notice, CompanySnapshot Company)>();
        foreach (var row in outbox.Take(LimitNotice.Topic, Most, Turn))
        {
            if (Read(row, LimitNotice.Read) is not { } notice)
                GiveUp(row, "its content cannot be read");
            else if (directory().Company(notice.Company) is not { } company)
                GiveUp(row, $"there is no company {notice.Company}");
            else if (notice.Notice.Audience == LimitAudience.User)
                outbox.Done(row.Id, LimitMessages.ForEmployee(notice, company, row.Key));
            else if (company.Employees.Length <= DigestRule.Employees)
                outbox.Done(row.Id, LimitMessages.ForAdministrators([notice], company, row.Key));
            else
                digests.Add((row, notice, company));
        }

        foreach (var row in outbox.Take(PremiumTerms.Topic, Most, Turn))
        {
            if (Read(row, PremiumTerms.Read) is not { } terms)
                GiveUp(row, "its content cannot be read");
            else if (directory().Company(terms.Company) is not { } company)
                GiveUp(row, $"there is no company {terms.Company}");
            else
                outbox.Done(row.Id, LimitMessages.AtThreshold(terms, company, row.Key));
        }

        foreach (var digest in digests.GroupBy(one => one.Notice.Company))
            Digest(digest.First().Company, [.. digest.Select(one => one.Row)], [.. digest.Select(one => one.Notice)]);
    }

    // LIM-6: the first goes out at once, what comes within a quarter of an hour after it goes together.
    private void Digest(CompanySnapshot company, List<OutboxMessage> rows, List<LimitNotice> notices)
    {
        var (now, last) = (time.GetUtcNow(), outbox.LastDigest(company.Id));
        if (DigestRule.SendAt(company.Employees.Length, last, now) is var at && at > now)
        {
            foreach (var row in rows)
                outbox.PutOff(row.Id, at);
        }
        else
        {
            // When another node was first, they come again after their turn.
            outbox.Gather(company.Id, last, [.. rows.Select(row => row.Id)], LimitMessages.ForAdministrators(notices, company, $"digest/{rows[0].Key}"));
        }
    }

    private void GiveUp(OutboxMessage row, string fault)
    {
        outbox.GiveUp(row.Id, fault);
        log.GivenUp(row.Id, row.Topic, row.Company, row.Attempts, fault);
    }

    private static T? Read<T>(OutboxMessage row, Func<string, T> read)
        where T : class
    {
        try
        {
            return read(row.Payload);
        }
        // Another version of the program wrote it.
        catch (Exception fault) when (fault is InvalidDataException or System.Text.Json.JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
