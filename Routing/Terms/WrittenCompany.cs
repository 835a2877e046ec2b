using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Profiles;

namespace PbxBridge.Routing.Terms;

/// <summary>A company beside what its file says of it: what is compared is what is written, and lists count by what is in them. A look-up does not walk.</summary>
internal sealed class WrittenCompany : IDisposable
{
    private readonly JsonDocument _file;

    public WrittenCompany(CompanySnapshot company)
    {
        Company = company;
        _file = JsonDocument.Parse(CompanyFile.Write(company));
        Employees = Pairs("employees", company.Employees);
        Profiles = Pairs("profiles", company.Profiles);
        Lines = Pairs("lines", company.Lines);
    }

    public CompanySnapshot Company { get; }

    public JsonElement Json => _file.RootElement;

    /// <summary>In the order of the company, as the other lists are.</summary>
    public ImmutableArray<(Employee Employee, JsonElement Json)> Employees { get; }

    public ImmutableArray<(Profile Profile, JsonElement Json)> Profiles { get; }

    public ImmutableArray<(CompanyLine Line, JsonElement Json)> Lines { get; }

    public void Dispose() => _file.Dispose();

    /// <summary>Letter by letter the same, which costs less to find out than <see cref="Differ"/>.</summary>
    public static bool SameText(JsonElement one, JsonElement other) => JsonMarshal.GetRawUtf8Value(one).SequenceEqual(JsonMarshal.GetRawUtf8Value(other));

    /// <summary>One of these members is another, or only one of the objects has it.</summary>
    public static bool Differ(JsonElement one, JsonElement other, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var (has, had) = (one.TryGetProperty(name, out var value), other.TryGetProperty(name, out var former));
            if (has != had || (has && !JsonElement.DeepEquals(value, former)))
                return true;
        }

        return false;
    }

    // A list is written in its own order.
    private ImmutableArray<(T Item, JsonElement Json)> Pairs<T>(string list, ImmutableArray<T> items) => [.. items.Zip(Json.GetProperty(list).EnumerateArray())];
}
