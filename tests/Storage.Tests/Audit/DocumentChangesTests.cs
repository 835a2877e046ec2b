using System.Text;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Storage.Tests.Audit;

/// <summary>ROLE-5: before and after, compact and without secrets.</summary>
public sealed class DocumentChangesTests
{
    [Fact]
    public void What_differs_is_named_by_its_place() => Assert.Equal(
        [
            new("name", "A", "B"), new("sims", "20", "21"), new("rules.breakout", "0", null), new("employees[anna].profile", null, "kraj"), new("employees[jan]", """{"id":"jan"}""", null),
            new("employees[ewa]", null, """{"id":"ewa","limit":5}"""), new("tags", """["a","b"]""", """["a"]"""),
        ],
        Between(
            """{"name":"A","sims":20,"rules":{"breakout":"0","mode":"optional"},"employees":[{"id":"anna","name":"Anna"},{"id":"jan"}],"tags":["a","b"]}""",
            """{"name":"B","sims":21,"rules":{"mode":"optional"},"employees":[{"id":"anna","name":"Anna","profile":"kraj"},{"id":"ewa","limit":5}],"tags":["a"]}"""));

    [Fact]
    public void The_same_is_no_change() => Assert.Empty(Between("""{"a":[{"id":1}],"b":2.0}""", """{ "b": 2.0, "a": [ { "id": 1 } ] }"""));

    [Fact]
    public void A_list_in_another_order_says_so() =>
        Assert.Equal([new("l[]", "a, b", "b, a")], Between("""{"l":[{"id":"a"},{"id":"b"}]}""", """{"l":[{"id":"b"},{"id":"a"}]}"""));

    [Fact]
    public void A_list_whose_items_nothing_tells_apart_is_compared_whole() => Assert.Equal(
        [new("l", """[{"x":1},{"x":1}]""", """[{"x":2}]""")], Between("""{"l":[{"x":1},{"x":1}]}""", """{"l":[{"x":2}]}"""));

    [Fact]
    public void Secrets_are_never_told_only_that_they_are_others()
    {
        var changes = Between(
            """{"phones":[{"user":"anna","ha1":{"md5":"aaa1"}},{"user":"jan","ha1":{"md5":"bbb1"}}],"boxes":[{"owner":"1","pinHash":"ccc1"},{"owner":"2","pinHash":"x1"}],"n":1}""",
            """{"phones":[{"user":"anna","ha1":{"md5":"aaa2"}},{"user":"ewa","ha1":{"md5":"ddd1"},"password":"ddd2"}],"boxes":[{"owner":"1","pinHash":"ccc2"},{"owner":"2","pin":"y1"}],"n":2}""");
        Assert.Equal(
            [
                new("phones[jan]", """{"user":"jan","ha1":"•••"}""", null), new("phones[ewa]", null, """{"user":"ewa","ha1":"•••","password":"•••"}"""),
                new("boxes[2].pinHash", "•••", null), new("n", "1", "2"), new("phones[anna].ha1", "•••", "•••"), new("boxes[1].pinHash", "•••", "•••"), new("boxes[2].pin", null, "•••"),
            ],
            changes);
        Assert.All((string[])["aaa", "bbb", "ccc", "ddd", "x1", "y1"], secret => Assert.DoesNotContain(secret, string.Join('|', changes), StringComparison.Ordinal));
    }

    [Fact]
    public void Another_password_of_a_login_is_told_without_its_hash()
    {
        var changes = Between(
            """{"logins":[{"name":"anna","passwordHash":"aaa1","role":"user"},{"name":"jan","passwordHash":"bbb1"}]}""",
            """{"logins":[{"name":"anna","passwordHash":"aaa2","role":"administrator"},{"name":"ewa","passwordHash":"ccc1"}]}""");
        Assert.Equal(
            [
                new("logins[anna].role", "user", "administrator"), new("logins[jan]", """{"name":"jan","passwordHash":"•••"}""", null),
                new("logins[ewa]", null, """{"name":"ewa","passwordHash":"•••"}"""), new("logins[anna].passwordHash", "•••", "•••"),
            ],
            changes);
    }

    [Fact]
    public void Very_many_changes_are_counted_and_long_values_cut()
    {
        var changes = Between($$"""{"l":[{{Items("a", 600)}}]}""", $$"""{"l":[{{Items("b", 600)}}]}""");
        Assert.Equal((DocumentChanges.Most, new AuditChange("…", null, "101 more")), (changes.Length, changes[^1]));
        Assert.Equal(301, Assert.Single(Between("""{"n":""}""", $$"""{"n":"{{new string('x', 5000)}}"}""")).After!.Length);

        static string Items(string value, int count) => string.Join(',', Enumerable.Range(0, count).Select(id => $$"""{"id":{{id}},"v":"{{value}}"}"""));
    }

    [Fact]
    public void Of_a_new_company_only_that_is_said() => Assert.Equal([new("company", null, "new")], DocumentChanges.Between(default, "{}"u8.ToArray()).ToArray());

    private static AuditChange[] Between(string before, string after) => [.. DocumentChanges.Between(Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after))];
}
