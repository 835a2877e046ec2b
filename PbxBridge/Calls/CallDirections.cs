using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Calls;

/// <summary>Whether a call stays within the companies' numbers, leaves them or comes from outside.</summary>
internal static class CallDirections
{
    public static CallDirection Of(CompanyDirectory directory, CallPlan plan)
    {
        var from = plan.Caller is { } caller && directory.OwnerOf(caller) is not null;
        var to = plan.Called is { } called && directory.OwnerOf(called) is not null;
        return from && to ? CallDirection.Internal : from || plan.Class == NumberClass.Emergency ? CallDirection.Outgoing : CallDirection.Incoming;
    }
}
