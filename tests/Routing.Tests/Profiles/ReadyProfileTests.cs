using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Tests.Companies;

namespace PbxBridge.Routing.Tests.Profiles;

public sealed class ReadyProfileTests
{
    [Theory]
    [InlineData("bez-ograniczen", "")]
    [InlineData("kraj", "Directory, Premium, International, Satellite")]
    [InlineData("kraj-bez-70x", "Premium, International, Satellite")]
    [InlineData("bez-70x-i-zagranicy", "Premium, International, Satellite")]
    public void Open_profiles_deny_these_classes(string id, string denied)
    {
        var profile = ReadyProfiles.Find(id)!;
        Assert.True(profile.AllowsOthers);
        Assert.Equal(denied, profile.Classes.Denied.ToString());
    }

    [Theory]
    [InlineData("siec-firmowa", "OnNet, PartnerNumber, PartnerNetwork")]
    [InlineData("tylko-przychodzace", "")]
    public void Closed_profiles_allow_these_classes(string id, string allowed)
    {
        var profile = ReadyProfiles.Find(id)!;
        Assert.False(profile.AllowsOthers);
        Assert.Equal(allowed, profile.Classes.Allowed.ToString());
    }

    [Fact]
    public void Partners_go_with_the_own_network_unless_they_have_a_rule()
    {
        var rules = default(ClassRules).With(NumberClass.OnNet, ClassRule.Allow);
        Assert.Equal((ClassRule.Allow, ClassRule.Allow), (rules.For(NumberClass.PartnerNumber), rules.For(NumberClass.PartnerNetwork)));
        rules = rules.With(NumberClass.PartnerNumber, ClassRule.Deny);
        Assert.Equal((ClassRule.Deny, ClassRule.Allow), (rules.For(NumberClass.PartnerNumber), rules.For(NumberClass.PartnerNetwork)));
        Assert.Null(rules.For(NumberClass.Premium));
    }

    [Fact]
    public void A_class_has_one_rule_the_last_given()
    {
        var rules = default(ClassRules).With(NumberClass.Premium, ClassRule.Allow).With(NumberClass.Premium, ClassRule.InWindows);
        Assert.Equal(ClassRule.InWindows, rules[NumberClass.Premium]);
        Assert.Equal([NumberClass.Premium], rules.Given().AsEnumerable());
    }

    [Fact]
    public void A_company_has_its_own_profiles_and_the_ready_ones()
    {
        Assert.Same(DemoFile.Company.Profiles[2], DemoFile.Company.ProfileWith("siec-firmowa"));
        Assert.Same(ReadyProfiles.Domestic, DemoFile.Company.ProfileWith("kraj"));
        Assert.Null(DemoFile.Company.ProfileWith("inny"));
    }
}
