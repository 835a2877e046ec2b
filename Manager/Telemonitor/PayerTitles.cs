using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>Payers as people know them.</summary>
internal static class PayerTitles
{
    public static Sentence Of(CostPayer payer) => payer switch
    {
        CostPayer.OfEmployee(var employee) => new(employee.Name, employee.Name),
        CostPayer.OfLine(var line) => new($"Linia {line.Name}", $"Line {line.Name}"),
        CostPayer.OfPbx => new("Firma: telefony centrali", "The company: phones of its PBX"),
        CostPayer.OfFormer({ Employee: { } id }) => new($"Osoba spoza firmy (była w niej): {id}", $"Somebody who has left the company: {id}"),
        CostPayer.OfUnknown => new("Wcześniejsze rozmowy z numeru, nie wiadomo czyje", "Earlier calls of a number, not known whose"),
        _ => new("Numer spoza firmy (był w niej)", "A number that has left the company"),
    };
}
