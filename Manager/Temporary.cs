using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
namespace PbxBridge.Manager.Access;
public enum Permission { SeeSettings, ManageLogins }
public static class Rights { public static bool Allows(Visitor v, Permission p) => v.Login.Role != LoginRole.User; public static IEnumerable<Employee> Visible(Visitor v, Permission p) => v.Company.Employees; }
internal static class Temporary { public static (CompanySnapshot Company, Login Login)? LoginNamed(this CompanyDirectory d, string n) { foreach (var c in d.Companies) foreach (var l in c.Logins) if (l.Name == n) return (c, l); return null; } }
