namespace PbxBridge.Charging.Prices;

/// <summary>What the rows of one list may say: each class is found in its own way (domain §6.1), and no destination has two prices.</summary>
internal sealed class RowRules
{
    private readonly Dictionary<(RateClass Class, bool Area, string Selector), string> _taken = [];

    public void Check(PriceRow row, PriceObject call)
    {
        var selectors = (row.Numbers.Length > 0 || row.Prefixes.Length > 0, row.Zones.Length > 0);
        foreach (var kind in row.Classes)
        {
            var (polish, english) = (kind, selectors) switch
            {
                _ when kind.IsFree() => ("te połączenia są zawsze bezpłatne", "these calls are always free"),
                _ when kind.IsByClass() && selectors is not (false, false) => ("ta klasa ma jedną cenę, bez numerów i stref", "this class has one price, without numbers and zones"),
                _ when !kind.IsByClass() && !kind.IsByZone() && selectors is not (true, false) => ("ta klasa wymaga numerów albo prefiksów, bez stref", "this class needs numbers or prefixes, without zones"),
                _ when kind.IsByZone() && selectors is (false, false) => ("ta klasa wymaga stref, prefiksów albo numerów", "this class needs zones, prefixes or numbers"),
                _ => ("", ""),
            };
            if (polish.Length > 0)
            {
                call.Fault("classes", $"{Name(kind)}: {polish}", $"{Name(kind)}: {english}", "§6.1");
            }

            if (row.Area && !kind.HasAreaPrice())
            {
                call.Fault("area", $"{Name(kind)} nie ma ceny w obszarze firmowym", $"{Name(kind)} has no price in the company area", "AREA-6");
            }

            foreach (var selector in Selectors(row))
            {
                if (!_taken.TryAdd((kind, row.Area, selector), row.Item.Item))
                {
                    var what = selector.Length == 0 ? Name(kind) : $"{Name(kind)} {selector[2..]}";
                    var other = _taken[(kind, row.Area, selector)];
                    call.FaultHere($"{what} ma już cenę w pozycji „{other}”", $"{what} has its price in row \"{other}\" already", "§6.1");
                }
            }
        }
    }

    /// <summary>Each with its kind before it: the prefix 118 is not the number 118.</summary>
    private static IEnumerable<string> Selectors(PriceRow row)
    {
        var given = row.Numbers.Select(n => "n:" + n).Concat(row.Prefixes.Select(p => "p:" + p)).Concat(row.Zones.Select(z => "z:" + z));
        return given.DefaultIfEmpty("");
    }

    private static string Name(RateClass kind) => RateClasses.Names.First(n => n.Value == kind).Key;
}
