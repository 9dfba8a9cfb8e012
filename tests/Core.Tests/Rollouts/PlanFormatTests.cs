using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Xunit;

namespace Cockpit.Core.Tests.Rollouts;

public sealed class PlanFormatTests
{
    private static readonly Plan Plan = Sample.Plan(RebootSetting.IfRequired, 1, Sample.Ring("canary", 1, 1), Sample.Ring("rest", 2, 2));

    [Fact]
    public void A_plan_reads_back_as_it_was_written()
    {
        byte[] bytes = PlanFormat.Write(Plan);
        Plan back = PlanFormat.Read(bytes, PlanHash.Of(bytes));
        Assert.Equal(bytes, PlanFormat.Write(back));
        Assert.Equal("web-03", back.Rings[1].Hosts[1].Name);
    }

    [Fact]
    public void The_bytes_of_format_3_are_these_for_good()
    {
        Plan plan = Sample.Plan(RebootSetting.IfRequired, 0, Sample.Ring("canary", 1, 1));
        plan = plan with
        {
            Window = "policy",
            Policies = [new PlanPolicy("prod-web", 12, RebootSetting.IfRequired, false, [new("web-night", "Europe/Berlin", "FREQ=MONTHLY;BYDAY=2TU", "22:00", 14_400, 1_800) { OffsetDays = 7 }])],
            Approval = new PlanApproval(2, true, false, 604_800, false),
            Rings = [plan.Rings[0] with { SignOff = true, Hosts = [plan.Rings[0].Hosts[0] with { Via = "jump1", Credential = "web", Policy = "prod-web" }] }],
        };
        string text = Encoding.UTF8.GetString(PlanFormat.Write(plan));
        Assert.Equal(
            """{"format":3,"scope":"env = prod","securityOnly":true,"window":"policy","reboot":"ifRequired","maxFailures":0,"rings":[{"name":"canary","maxParallel":1,"maxFailures":0,"bakeSeconds":0,"hosts":[{"id":1,"name":"web-01","transport":"ssh","address":"10.0.0.1","port":22,"user":"ops","identity":null,"machineId":"00000000000000000000000000000001","updates":[{"name":"libdemo1","architecture":"amd64","from":"1.0","to":"1.1","class":"security","securityVersion":null,"source":"Lab-Security:stable-security"}],"transaction":[{"name":"libdemo1","architecture":"amd64","from":"1.0","to":"1.1"}],"via":"jump1","credential":"web","policy":"prod-web"}],"signOff":true}],"policies":[{"name":"prod-web","version":12,"reboot":"ifRequired","finishReboot":false,"windows":[{"name":"web-night","zone":"Europe/Berlin","rule":"FREQ=MONTHLY;BYDAY=2TU","start":"22:00","lengthSeconds":14400,"cutoffSeconds":1800,"offsetDays":7}]}],"approval":{"persons":2,"notAuthor":true,"signed":false,"lastsSeconds":604800,"autoStart":false}}""",
            text);
        Assert.Equal("prod-web", PlanFormat.Read(Encoding.UTF8.GetBytes(text), PlanHash.Of(Encoding.UTF8.GetBytes(text))).Hosts.Single().Policy);
    }

    [Theory]
    [InlineData("\"policy\":\"prod-web\"", "\"policy\":\"legacy\"")]
    [InlineData("\"format\":3", "\"format\":2")]
    [InlineData("Europe/Berlin", "Europe/Nowhere")]
    [InlineData("\"persons\":2", "\"persons\":0")]
    [InlineData("\"signOff\":true", "\"signOff\":1")]
    public void A_plan_whose_policies_do_not_fit_is_refused_also_with_the_right_hash(string from, string to)
    {
        Plan plan = Sample.Plan(RebootSetting.IfRequired, 0, Sample.Ring("canary", 1, 1));
        plan = plan with
        {
            Policies = [new PlanPolicy("prod-web", 12, RebootSetting.IfRequired, false, [new("web-night", "Europe/Berlin", "FREQ=DAILY", "22:00", 14_400, 0)])],
            Approval = new PlanApproval(2, true, false, 604_800, false),
            Rings = [plan.Rings[0] with { SignOff = true, Hosts = [plan.Rings[0].Hosts[0] with { Policy = "prod-web" }] }],
        };
        string text = Encoding.UTF8.GetString(PlanFormat.Write(plan));
        byte[] changed = Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Equal("PLAN_TAMPERED", Assert.Throws<CockpitException>(() => PlanFormat.Read(changed, PlanHash.Of(changed))).Fault.Code.Name);
    }

    [Fact]
    public void A_plan_of_format_2_is_read_and_names_no_policy()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(FormatOne.Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal).Replace("}]}]}]}", "}],\"via\":\"jump1\",\"credential\":\"web\"}]}]}", StringComparison.Ordinal));
        Plan plan = PlanFormat.Read(bytes, PlanHash.Of(bytes));
        Assert.Equal((null, null, "web"), (plan.Policies, plan.Approval, plan.Rings[0].Hosts[0].Credential));
    }

    [Fact]
    public void A_plan_of_format_1_is_read_and_names_no_credential()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(FormatOne);
        PlanHost host = PlanFormat.Read(bytes, PlanHash.Of(bytes)).Rings[0].Hosts[0];
        Assert.Equal((null, null, "web-01"), (host.Via, host.Credential, host.Name));
    }

    [Fact]
    public void A_plan_of_format_1_cannot_smuggle_a_credential_in()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(FormatOne.Replace("\"transport\":\"ssh\"", "\"credential\":\"web\",\"transport\":\"ssh\"", StringComparison.Ordinal));
        Assert.Equal("PLAN_TAMPERED", Assert.Throws<CockpitException>(() => PlanFormat.Read(bytes, PlanHash.Of(bytes))).Fault.Code.Name);
    }

    /// <summary>As the version before wrote it.</summary>
    private const string FormatOne =
        """{"format":1,"scope":"env = prod","securityOnly":true,"window":"always","reboot":"ifRequired","maxFailures":0,"rings":[{"name":"canary","maxParallel":1,"maxFailures":0,"bakeSeconds":0,"hosts":[{"id":1,"name":"web-01","transport":"ssh","address":"10.0.0.1","port":22,"user":"ops","identity":null,"machineId":"00000000000000000000000000000001","updates":[{"name":"libdemo1","architecture":"amd64","from":"1.0","to":"1.1","class":"security","securityVersion":null,"source":"Lab-Security:stable-security"}],"transaction":[{"name":"libdemo1","architecture":"amd64","from":"1.0","to":"1.1"}]}]}]}""";

    [Theory]
    [InlineData("\"to\":\"1.1\"", "\"to\":\"1.2\"")]
    [InlineData("\"maxParallel\":1", "\"maxParallel\":9")]
    public void A_changed_byte_is_found(string from, string to)
    {
        byte[] bytes = PlanFormat.Write(Plan);
        byte[] changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(from, to, StringComparison.Ordinal));
        Assert.Equal("PLAN_TAMPERED", Assert.Throws<CockpitException>(() => PlanFormat.Read(changed, PlanHash.Of(bytes))).Fault.Code.Name);
    }

    [Theory]
    [InlineData("\"reboot\":\"ifRequired\"", "\"reboot\":1")]
    [InlineData("\"reboot\":\"ifRequired\"", "\"reboot\":\"sometimes\"")]
    [InlineData("\"securityOnly\":true", "\"securityOnly\":true,\"extra\":1")]
    [InlineData("\"securityOnly\":true,", "")]
    [InlineData("\"maxParallel\":1", "\"maxParallel\":0")]
    [InlineData("\"name\":\"rest\"", "\"name\":\"canary\"")]
    [InlineData("\"id\":3", "\"id\":2")]
    [InlineData("{", "[")]
    public void What_this_version_does_not_know_is_refused_also_with_the_right_hash(string from, string to)
    {
        string text = Encoding.UTF8.GetString(PlanFormat.Write(Plan));
        byte[] bytes = Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal("PLAN_TAMPERED", Assert.Throws<CockpitException>(() => PlanFormat.Read(bytes, PlanHash.Of(bytes))).Fault.Code.Name);
    }

    [Fact]
    public void A_newer_format_is_refused_as_newer()
    {
        byte[] bytes = PlanFormat.Write(Plan with { Format = PlanFormat.Current + 1 });
        Assert.Equal("FILE_NEWER", Assert.Throws<CockpitException>(() => PlanFormat.Read(bytes, PlanHash.Of(bytes))).Fault.Code.Name);
    }
}
