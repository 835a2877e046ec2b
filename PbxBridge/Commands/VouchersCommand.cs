using System.Globalization;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Storage;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Vouchers;

namespace PbxBridge.Commands;

/// <summary>Batches of vouchers: made into a file, listed, shown, activated, blocked; and accounts that wrong codes have locked (domain §6.8).</summary>
internal static class VouchersCommand
{
    private const string Actions = "make, list, show, activate, block, unlock";

    private static AuditActor By => CommandActor.Of(AuditRole.Operator);

    public static int Run(CommandLine line, BridgeSettings settings, Store store, ProcessEdge edge)
    {
        var words = Words.Of(line);
        return line.Operand switch
        {
            "make" => Make(line, words, settings.Vouchers, store, edge),
            "list" => List(words, store, edge),
            "show" => Show(BatchOf(line, words, store), words, store, edge),
            "activate" => Activate(BatchOf(line, words, store), words, store, edge),
            "block" => Block(BatchOf(line, words, store), words, store, edge),
            "unlock" => VoucherUnlock.Run(line, words, settings, store, edge),
            var other => throw new SettingsException([words.Of($"vouchers nie zna '{other}'; jest: {Actions}.", $"vouchers does not know '{other}'; there is {Actions}.")]),
        };
    }

    private static int Make(CommandLine line, Words words, VoucherOptions options, Store store, ProcessEdge edge)
    {
        var order = VoucherOrder.Read(line, words, WarsawTime.Day(edge.Time.GetUtcNow()));
        if (options.Pepper is not { } pepper)
        {
            throw new SettingsException([words.Of(
                $"Brak ustawienia {VoucherOptions.SecretKey}: kupony wymagają sekretu, którego nie ma w bazie, np. z `openssl rand -hex 32`, w pbxbridge.json albo w PBXBRIDGE_Vouchers__Secret.",
                $"The setting {VoucherOptions.SecretKey} is empty: vouchers need a secret that is not in the store, such as `openssl rand -hex 32` prints, in pbxbridge.json or PBXBRIDGE_Vouchers__Secret.")]);
        }

        if (!store.Vouchers.TakesSecret(pepper))
        {
            throw new StartException(words.Of(
                $"Kupony tej bazy zrobiono z innym {VoucherOptions.SecretKey}; z obecnym żaden z ich kodów nie byłby znany.",
                $"The vouchers of this store were made with another {VoucherOptions.SecretKey}; with this one none of their codes would be known."));
        }

        var path = edge.InWorkingFolder(order.File);
        using var file = Open(path, words);
        var (batch, vouchers) = store.Vouchers.Create(order.Value, order.Count, order.Expires, By.Author, VoucherRules.Standard, pepper, By);
        try
        {
            VoucherPrint.Write(file, batch, vouchers);
        }
        catch (IOException fault)
        {
            store.Vouchers.Block(batch.Id, By);
            throw new StartException(words.Of($"Nie można zapisać pliku {path}: {fault.Message} Partia {batch.Id} jest zablokowana.", $"The file {path} cannot be written: {fault.Message} Batch {batch.Id} is blocked."), fault);
        }

        edge.Out.WriteLine(words.Of(
            $"Partia {batch.Id}: kupony po {batch.Value.Shown().Polish}: {batch.Count}, ważne do {Day(batch.ValidUntil)}. Kody są tylko w {path}.",
            $"Batch {batch.Id}: {batch.Count} vouchers of {batch.Value.Shown().English}, valid until {Day(batch.ValidUntil)}. The codes are in {path} and nowhere else."));
        if (order.Active)
            return Activate(batch, words, store, edge);
        edge.Out.WriteLine(words.Of($"Doładują konta po `vouchers activate --batch {batch.Id}`.", $"They can be redeemed after `vouchers activate --batch {batch.Id}`."));
        return 0;
    }

    // Before anything is in the store: a code that is written nowhere is lost.
    private static FileStream Open(string path, Words words)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FileStream(path, options);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartException(File.Exists(path)
                ? words.Of($"Plik {path} już jest; kodów nie zapisuje się na innych. Nic nie zmieniono.", $"The file {path} is there already; codes are not written over it. Nothing was changed.")
                : words.Of($"Nie można zapisać pliku {path}: {fault.Message} Nic nie zmieniono.", $"The file {path} cannot be written: {fault.Message} Nothing was changed."), fault);
        }
    }

    private static int List(Words words, Store store, ProcessEdge edge)
    {
        var batches = store.Vouchers.Batches();
        edge.Out.WriteLine(batches.IsEmpty ? words.Of("Nie ma kuponów.", "There are no vouchers.") : words.Of(
            "partia  wartość  sztuk  nieaktywne  aktywne  doładowane  zablokowane  ważne do    zrobione             kto",
            "batch   value    count  inactive    active   redeemed    blocked      valid until made                 by"));
        foreach (var batch in batches)
        {
            edge.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{batch.Id,-7} {batch.Value,-8} {batch.Count,-6} {batch.Created,-11} {batch.Active,-8} {batch.Redeemed,-11} {batch.Blocked,-12} {Day(batch.ValidUntil),-11} {batch.CreatedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}  {batch.Author}"));
        }

        return 0;
    }

    private static int Show(VoucherBatch batch, Words words, Store store, ProcessEdge edge)
    {
        edge.Out.WriteLine(words.Of(
            $"Partia {batch.Id}: kupony po {batch.Value.Shown().Polish}: {batch.Count}, ważne do {Day(batch.ValidUntil)}, zrobione przez {batch.Author}.",
            $"Batch {batch.Id}: {batch.Count} vouchers of {batch.Value.Shown().English}, valid until {Day(batch.ValidUntil)}, made by {batch.Author}."));
        foreach (var voucher in store.Vouchers.Vouchers(batch.Id))
        {
            edge.Out.WriteLine($"{voucher.Serial,-14} {StateOf(voucher.State, words)}"
                + (voucher.RedeemedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $" {at.ToLocalTime():yyyy-MM-dd HH:mm:ss} {voucher.Company}") : ""));
        }

        return 0;
    }

    private static int Activate(VoucherBatch batch, Words words, Store store, ProcessEdge edge)
    {
        var count = store.Vouchers.Activate(batch.Id, By);
        edge.Out.WriteLine(words.Of($"Aktywowano kupony partii {batch.Id}: {count}.", $"Activated {count} vouchers of batch {batch.Id}."));
        return 0;
    }

    private static int Block(VoucherBatch batch, Words words, Store store, ProcessEdge edge)
    {
        var count = store.Vouchers.Block(batch.Id, By);
        edge.Out.WriteLine(words.Of(
            $"Zablokowano kupony partii {batch.Id}: {count}; wcześniej doładowane: {batch.Redeemed}.", $"Blocked {count} vouchers of batch {batch.Id}; {batch.Redeemed} were redeemed before."));
        return 0;
    }

    private static VoucherBatch BatchOf(CommandLine line, Words words, Store store)
    {
        if (line.Option("batch") is not { } text)
            throw new SettingsException([words.Of($"vouchers {line.Operand} wymaga --batch NUMER.", $"vouchers {line.Operand} needs --batch NUMBER.")]);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && store.Vouchers.Batches().FirstOrDefault(batch => batch.Id == id) is { } found
            ? found
            : throw new StartException(words.Of($"Nie ma partii '{text}'; wypisuje je `vouchers list`.", $"There is no batch '{text}'; `vouchers list` lists them."));
    }

    private static string StateOf(VoucherState state, Words words) => state switch
    {
        VoucherState.Created => words.Of("nieaktywny", "inactive"),
        VoucherState.Active => words.Of("aktywny", "active"),
        VoucherState.Redeemed => words.Of("doładowany", "redeemed"),
        VoucherState.Expired => words.Of("nieważny", "expired"),
        _ => words.Of("zablokowany", "blocked"),
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
