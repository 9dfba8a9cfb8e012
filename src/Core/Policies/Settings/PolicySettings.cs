using Cockpit.Core.Approvals;
using Cockpit.Core.Documents;
using Cockpit.Core.Hosts;
using Cockpit.Core.Notices;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Core.Policies.Settings;

/// <summary>Everything that a policy can set.</summary>
public static class PolicySettings
{
    /// <summary>The one "window" that is no window: at any time.</summary>
    public const string Always = "always";

    /// <summary>A minimum age over a year holds updates back for good.</summary>
    internal static readonly Duration LongestAge = Duration.FromDays(366);

    private static readonly Duration OneDay = Duration.FromDays(1);

    internal static readonly ListFormat<UpdateClass> ClassList = new(new ChoiceFormat<UpdateClass>([("security", UpdateClass.Security), ("other", UpdateClass.Other)]), most: 2, least: 1);

    internal static readonly ListFormat<string> SeverityList = new(new ChoiceFormat<string>([("critical", "critical"), ("important", "important"), ("moderate", "moderate"), ("low", "low")]), most: 4, least: 1);

    private static readonly ListFormat<string> Globs = new(new TextFormat("a package name, with * and ?", 200), most: 500);

    private static readonly LengthFormat Age = new(Duration.Zero, LongestAge);

    private static readonly YesNoFormat YesNo = new();

    public static readonly PolicySetting<IReadOnlyList<UpdateClass>> Classes = new("updates.classes", "The classes of updates that it installs.", ClassList, [UpdateClass.Security, UpdateClass.Other]);
    public static readonly PolicySetting<IReadOnlyList<string>> Severities = new("updates.severities", "The vendor's severities that it installs; none is all of them. An update of which the vendor says nothing is in no list.", SeverityList, [], hasDefault: false);
    public static readonly PolicySetting<IReadOnlyList<string>> Include = new("updates.include", "The packages that it installs, with * and ?; none is all of them.", Globs, [], hasDefault: false);
    public static readonly PolicySetting<IReadOnlyList<string>> Exclude = new("updates.exclude", "The packages that it never installs, with * and ?. A package that another one would bring along blocks that one.", Globs, []);
    public static readonly PolicySetting<Duration> MinimumAge = new("updates.minimumAge", "How long a version was in sight before it is installed.", Age, Duration.Zero);
    public static readonly PolicySetting<LocalDate> CutOff = new("updates.cutOff", "Versions first seen after this day are left out.", new DayFormat(), default, hasDefault: false);
    public static readonly PolicySetting<bool> ApprovedOnly = new("updates.approvedOnly", "Whether only updates are planned that a person or a rule has approved.", YesNo, false);

    public static readonly PolicySetting<IReadOnlyList<string>> Windows = new("windows", "The names of its maintenance windows, or always. Without one nothing is planned.", new ListFormat<string>(new TextFormat("a window's name", 63), most: 20), []);
    public static readonly PolicySetting<bool> AllowAlways = new("allowAlways", "Whether a plan may be made for no window at all (--window always).", YesNo, true);
    public static readonly PolicySetting<bool> FinishReboot = new("finishReboot", "Whether a reboot that is owed is still sent when the window has ended.", YesNo, false);

    public static readonly PolicySetting<IReadOnlyList<RingRule>> Rings = new("rings", "Its rings in order; without any the tag ring decides.", new ListFormat<RingRule>(new RingRuleFormat(), most: 30), []);
    public static readonly PolicySetting<Share> MaxParallel = new("maxParallel", "Hosts of a ring at work at once.", new ShareFormat(1), Share.Percent(RolloutLimits.DefaultMaxParallelPercent));
    public static readonly PolicySetting<Share> MaxFailures = new("maxFailures", "Lost hosts that a ring, and the whole rollout, tolerates.", new ShareFormat(0), Share.Hosts(RolloutLimits.DefaultMaxFailures));

    public static readonly PolicySetting<RebootSetting> Reboot = new("reboot", "Whether hosts reboot after their updates.", new ChoiceFormat<RebootSetting>([("never", RebootSetting.Never), ("ifRequired", RebootSetting.IfRequired), ("always", RebootSetting.Always)]), RebootSetting.IfRequired);
    public static readonly PolicySetting<bool> ForeignUpdaters = new("foreignUpdaters", "Whether hosts are patched that something else updates within a day.", YesNo, false);

    public static readonly PolicySetting<int> Persons = new("approvals.persons", "Persons who must approve a plan.", new WholeFormat(1, 2), 1);
    public static readonly PolicySetting<bool> NotAuthor = new("approvals.notAuthor", "Whether who made a plan may not approve it; always so in a shared file.", YesNo, false);
    public static readonly PolicySetting<Duration> ApprovalLasts = new("approvals.lasts", "How long an approval of a plan holds.", new LengthFormat(Duration.FromHours(1), Duration.FromDays(90)), RolloutLimits.ApprovalLasts);
    public static readonly PolicySetting<bool> Signed = new("approvals.signed", "Whether approvals must be signed with the person's SSH key.", YesNo, false);
    public static readonly PolicySetting<IReadOnlyList<CheckKind>> Checks = new("approvals.checks", "What must be ticked before an update is approved.", new ListFormat<CheckKind>(new ChoiceFormat<CheckKind>([("security", CheckKind.Security), ("stability", CheckKind.Stability), ("compatibility", CheckKind.Compatibility), ("performance", CheckKind.Performance)]), most: 4), []);
    public static readonly PolicySetting<IReadOnlyList<AutoApproval>> Auto = new("approvals.auto", "Rules that approve updates without a person.", new ListFormat<AutoApproval>(new AutoApprovalFormat(), most: 20), []);


    public static readonly PolicySetting<Duration> MaxScanAge = new("maxScanAge", "How old a scan, and the host's package lists, may be for a plan.", new LengthFormat(Duration.FromHours(1), Duration.FromDays(30)), RolloutLimits.MaxScanAge);
    public static readonly PolicySetting<Duration> ScanEvery = new("scanEvery", "How often the worker scans its hosts; none is never by itself.", new LengthFormat(Duration.FromMinutes(15), Duration.FromDays(30)), default, hasDefault: false);
    public static readonly PolicySetting<int> AutoPlan = new("autoPlan", "Days before each window on which the worker makes a draft; none is never by itself.", new WholeFormat(1, 30), 0, hasDefault: false);
    public static readonly PolicySetting<bool> AutoStart = new("autoStart", "Whether an approved plan starts by itself when its window opens.", YesNo, false);

    public static readonly PolicySetting<IReadOnlyList<string>> NotifyChannels = new("notify.channels", "The channels through which its notices leave; none is every channel of the file.", new ListFormat<string>(new TextFormat("a channel's name", 63), most: 20), []);
    public static readonly PolicySetting<IReadOnlyList<Duration>> NotifyWindows = new("notify.windows", "How long before a window opens its people are reminded.", new ListFormat<Duration>(new LengthFormat(Duration.FromMinutes(5), Duration.FromDays(14)), most: 5), [OneDay, Duration.FromHours(1)]);
    public static readonly PolicySetting<Duration> NotifyRepeat = new("notify.repeat", "How often it is said again that a rollout is halted, a host lost or in doubt, or the vault locked, until somebody acknowledges it.", new LengthFormat(Duration.FromMinutes(5), OneDay), Duration.FromMinutes(30));
    public static readonly PolicySetting<Duration> NotifyRemind = new("notify.remind", "How often people are reminded of what waits for them: an approval, a gate, an answer, a review.", new LengthFormat(Duration.FromHours(1), Duration.FromDays(14)), OneDay);
    public static readonly PolicySetting<Duration> NotifySla = new("notify.sla", "How long before a finding falls due its people are told.", new LengthFormat(Duration.FromHours(1), Duration.FromDays(60)), Duration.FromDays(3));
    public static readonly PolicySetting<IReadOnlyList<Escalation>> NotifyEscalation = new("notify.escalation", "Who is told by mail as well, and how long after the first notice, while nobody has acknowledged it.", new ListFormat<Escalation>(new EscalationFormat(), most: 5), []);

    /// <summary>Every setting, in the order in which people read them.</summary>
    public static IReadOnlyList<PolicySetting> All { get; } =
    [
        Classes, Severities, Include, Exclude, MinimumAge, CutOff, ApprovedOnly, Windows, AllowAlways, FinishReboot, Rings, MaxParallel, MaxFailures, Reboot, ForeignUpdaters,
        Persons, NotAuthor, ApprovalLasts, Signed, Checks, Auto, MaxScanAge, ScanEvery, AutoPlan, AutoStart,
        NotifyChannels, NotifyWindows, NotifyRepeat, NotifyRemind, NotifySla, NotifyEscalation,
    ];
}
