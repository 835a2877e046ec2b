using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls.Transfer;

/// <summary>A call that is up and about to be transferred: a customer has called Anna, who took it on her softphone.</summary>
internal sealed class TransferOffice : IDisposable
{
    public const string Customer = "+48502111222";
    public const string AnnasNumber = "+48601000201";
    public const string Piotr = "+48601000202";
    public const string Desk = "+48225558001";

    /// <param name="others">Softphones that are registered, too: it must be before the first call.</param>
    public TransferOffice(OfficeOptions? options = null, PhoneScript? anna = null, DialOptions? customer = null, params string[] others)
    {
        Office = TestOffice.Demo(options);
        Phone = Office.Softphone("anna");
        foreach (var other in others)
            Office.Softphone(other);
        if (anna is not null)
            Phone.Does(anna);
        Office.Mobile(AnnasNumber).RingsOut();
        Talker = Office.Caller(Customer).Dials(AnnasNumber, customer);
        Office.Run(3);
        Anna = Phone.Call;
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (Talker.State, Anna.State));
    }

    public TestOffice Office { get; }

    public Party Phone { get; }

    /// <summary>Anna's end of the call.</summary>
    public PhoneCall Anna { get; }

    /// <summary>The customer's end.</summary>
    public PhoneCall Talker { get; }

    public FakePort TalkersPort => Office.Media.Ports.First(port => port.Remote?.Address.ToString() == TestOffice.MobileHost);

    public static string To(string target) => $"<sip:{target}@{TestOffice.BridgeHost};user=phone>";

    /// <summary>Refer-To that takes the place of <paramref name="call"/>.</summary>
    public static string InPlaceOf(PhoneCall call, string target) =>
        $"<sip:{target}@{TestOffice.BridgeHost}?Replaces={Uri.EscapeDataString(call.DialogId)}&Require=replaces>";

    public void Run(double seconds) => Office.Run(seconds);

    public void RunUntil(Func<bool> condition, double seconds = 60) => Office.RunUntil(condition, seconds);

    public void Dispose() => Office.Dispose();
}
