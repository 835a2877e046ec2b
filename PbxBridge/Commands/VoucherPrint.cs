using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PbxBridge.Storage.Vouchers;

namespace PbxBridge.Commands;

/// <summary>The file with the codes of a batch: lines of comma-separated values, for whoever prints the vouchers.</summary>
internal static class VoucherPrint
{
    private const int Flushed = 64 * 1024;

    /// <exception cref="IOException">It is not on the disk.</exception>
    public static void Write(FileStream file, VoucherBatch batch, ImmutableArray<PrintedVoucher> vouchers)
    {
        var text = new StringBuilder("serial,code,value,valid_until\n");
        foreach (var voucher in vouchers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{voucher.Serial},{voucher.Code},{batch.Value},{batch.ValidUntil:yyyy-MM-dd}\n");
            if (text.Length >= Flushed)
                Flush();
        }

        Flush();
        file.Flush(flushToDisk: true);

        void Flush()
        {
            file.Write(Encoding.ASCII.GetBytes(text.ToString()));
            text.Clear();
        }
    }
}
