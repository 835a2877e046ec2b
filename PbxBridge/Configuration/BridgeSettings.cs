using PbxBridge.Storage;

namespace PbxBridge.Configuration;

/// <summary>Every setting of the bridge, checked.</summary>
internal sealed record BridgeSettings(
    SipOptions Sip, MediaOptions Media, StoreOptions Store, OperatorOptions Operator, DrainOptions Drain, WebOptions Web, LogOptions Log, SecurityOptions Security,
    NoticeOptions Notices, VoucherOptions Vouchers, ExportOptions Export)
{
    /// <summary>Shipped beside the program: every default, to be read.</summary>
    public const string ShippedFile = "config/appsettings.json";

    /// <summary>Read from the working folder when it is there: the operator's own.</summary>
    public const string LocalFile = "pbxbridge.json";

    /// <exception cref="SettingsException">A sentence for each fault.</exception>
    public static BridgeSettings Read(IReadOnlyDictionary<string, SettingValue> settings)
    {
        var reader = new SettingsReader(settings);
        reader.KnowSections(SipOptions.Section, MediaOptions.Section, StoreOptions.Section, OperatorOptions.Section, DrainOptions.Section,
            WebOptions.Section, LogOptions.Section, SecurityOptions.Section, NoticeOptions.Section, VoucherOptions.Section, ExportOptions.Section);
        var read = new BridgeSettings(
            reader.Read<SipOptions>(SipOptions.Section),
            reader.Read<MediaOptions>(MediaOptions.Section),
            reader.Read<StoreOptions>(StoreOptions.Section),
            reader.Read<OperatorOptions>(OperatorOptions.Section),
            reader.Read<DrainOptions>(DrainOptions.Section),
            reader.Read<WebOptions>(WebOptions.Section),
            reader.Read<LogOptions>(LogOptions.Section),
            reader.Read<SecurityOptions>(SecurityOptions.Section),
            reader.Read<NoticeOptions>(NoticeOptions.Section),
            reader.Read<VoucherOptions>(VoucherOptions.Section),
            reader.Read<ExportOptions>(ExportOptions.Section));
        reader.FaultUnknown();
        SettingRules.Check(read, reader);
        return reader.Faults.Count == 0 ? read : throw new SettingsException([.. reader.Faults]);
    }
}
