using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace PbxBridge.Routing.Companies;

/// <summary>A company as one JSON file (<c>config/company.schema.json</c>): read all or nothing, written the same every time.</summary>
public static class CompanyFile
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    /// <summary>The company, checked by <see cref="CompanyRules"/>, or all faults of the file. Its revision is 0: the store gives it one.</summary>
    public static CompanyFileReading Read(ReadOnlySpan<byte> utf8, CompanyFileOptions options)
    {
        var (company, faults, _) = ReadAny(utf8, options);
        return new(faults.IsEmpty ? company : null, faults);
    }

    /// <summary>A company that was taken in once, by the rules of that time. What a newer rule has against it are faults beside it: values that it does not allow any more are left out, and
    /// what they make together stays as it is. Null: not even that is a company.</summary>
    public static CompanyFileReading ReadStored(ReadOnlySpan<byte> utf8, CompanyFileOptions options)
    {
        var (company, faults, _) = ReadAny(utf8, options);
        if (faults.IsEmpty || company is null)
            return new(company, faults);
        // What still cannot be read when the company is written without these values has lost something that it cannot be without.
        var (rest, _, unreadable) = ReadAny(CompanyFileWriter.Write(company), options);
        return new(unreadable == 0 ? rest : null, faults);
    }

    // The company with stand-ins for what is faulty; all faults, and how many of them are of single values.
    private static (CompanySnapshot? Company, ImmutableArray<Fault> Faults, int Unreadable) ReadAny(ReadOnlySpan<byte> utf8, CompanyFileOptions options)
    {
        var faults = new FileFaults();
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8.ToArray(), Strict);
        }
        catch (JsonException e)
        {
            // The parser's only way to say it; its text may quote the file, so only the place is told.
            var (line, column) = ((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
            faults.Add("$", "", $"to nie jest JSON: wiersz {line}, bajt {column}", $"this is not JSON: line {line}, byte {column}");
            return (null, faults.ToImmutable(), faults.Count);
        }

        using (document)
        {
            if (UnreadableText.In(utf8) is { } at)
            {
                faults.Add("$", "", $"tekst w bajcie {at} nie jest poprawnym Unicode", $"the text at byte {at} is not valid Unicode");
                return (null, faults.ToImmutable(), faults.Count);
            }

            var company = new CompanyFileReader(options, faults).Read(document.RootElement);
            var unreadable = faults.Count;
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                CompanyRules.Check(company, options.Numbering, faults);
            }

            return (company, faults.ToImmutable(), unreadable);
        }
    }

    public static CompanyFileReading Read(Stream stream, CompanyFileOptions options)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Read(copy.GetBuffer().AsSpan(0, (int)copy.Length), options);
    }

    /// <summary>UTF-8, two blanks of indentation, properties in the order of the schema. Holds digests and PIN hashes, never a password or a PIN.</summary>
    public static byte[] Write(CompanySnapshot company) => CompanyFileWriter.Write(company);
}
