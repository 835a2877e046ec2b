using PbxBridge.Storage.Limits;

namespace PbxBridge.Storage.Quotas;

/// <summary>One request of a session; see the methods of <see cref="QuotaStore"/>.</summary>
public abstract record QuotaCall
{
    private QuotaCall()
    {
    }

    public sealed record Reserve(QuotaRequest Request) : QuotaCall;

    public sealed record Renew(string Session, long RequestNo, TimeSpan Talked, LimitTerms? Watch = null) : QuotaCall;

    public sealed record Terminate(string Session, long RequestNo, TimeSpan Talked) : QuotaCall;

    public sealed record Release(string Session, long RequestNo) : QuotaCall;
}
