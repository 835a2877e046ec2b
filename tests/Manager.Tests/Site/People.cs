namespace PbxBridge.Manager.Tests.Site;

/// <summary>Logins of the demo company in the form of its file.</summary>
internal static class People
{
    public const string Owner = """{ "name": "owner", "fullName": "Barbara Przykładowa", "role": "owner" }""";

    public const string Maria = """{ "name": "maria", "employee": "maria", "role": "administrator" }""";

    public const string Anna = """{ "name": "anna", "employee": "anna", "role": "user" }""";

    public const string Piotr = """{ "name": "piotr", "employee": "piotr", "role": "user" }""";

    /// <summary>A service administrator of Marek and Ewa, and a billing administrator of Marek alone (ROLE-1).</summary>
    public const string Jan =
        """
        {
          "name": "jan", "employee": "jan", "role": "user",
          "services": { "employees": ["marek", "ewa"], "rights": ["profiles", "services"] },
          "billing": { "employees": ["marek"], "rights": ["costs", "limits", "notices"] }
        }
        """;

    /// <summary>Another company beside the demo one, with an administrator <c>obcy</c> and an employee <c>obca</c>.</summary>
    public static string OtherCompany() =>
        $$"""
        {
          "id": "inna", "name": "Inna S.A.", "taxId": "5260250274", "activeSims": 30, "sites": [ { "name": "Opole", "areaCode": "77" } ],
          "employees": [ { "id": "obca", "name": "Obca Osoba", "mobile": "+48602999001", "extension": "301", "site": "Opole" } ],
          "logins": [ { "name": "obcy", "fullName": "Obcy Administrator", "role": "administrator", "passwordHash": "{{TestSite.HashOf(TestSite.Password)}}" } ]
        }
        """;
}
