namespace Cockpit.Core.Errors;

/// <summary>A rule refuses what was asked of a rollout.</summary>
public static class RolloutErrors
{
    public static readonly ErrorCode RolloutUnknown = new("ROLLOUT_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit rollout list shows the ids.");
    public static readonly ErrorCode PlanEmpty = new("PLAN_EMPTY", ExitCode.BadInput, "No plan was made.", "Scan the hosts, or choose others: cockpit scope preview EXPR lists them.");
    public static readonly ErrorCode PlanMixed = new("PLAN_MIXED", ExitCode.BadInput, "No plan was made.", "Simulated hosts and real ones never share a plan; narrow the scope.");
    public static readonly ErrorCode PlanLimits = new("PLAN_LIMITS", ExitCode.BadInput, "No plan was made.", "maxParallel over half of a ring of 3 or more needs a number.");
    public static readonly ErrorCode NoWindow = new("NO_WINDOW", ExitCode.BadInput, "No plan was made.", "Define a policy that names a window, or add --window always.");
    public static readonly ErrorCode WrongState = new("WRONG_STATE", ExitCode.Refused, "Nothing was changed.", "cockpit rollout show ID says what it waits for.");
    public static readonly ErrorCode NotApproved = new("NOT_APPROVED", ExitCode.Refused, "No server was touched.", "cockpit rollout approve ID.");
    public static readonly ErrorCode ApprovalExpired = new("APPROVAL_EXPIRED", ExitCode.Refused, "No server was touched.", "Approve it again: cockpit rollout approve ID.");
    public static readonly ErrorCode HashMismatch = new("HASH_MISMATCH", ExitCode.Refused, "Nothing was approved.", "cockpit rollout show ID prints the plan and its hash.");
    public static readonly ErrorCode HashNeeded = new("HASH_NEEDED", ExitCode.Refused, "Nothing was approved.", "Without a terminal approve needs --hash; cockpit rollout show ID prints it.");
    public static readonly ErrorCode HaltAll = new("HALT_ALL", ExitCode.Refused, "Nothing new starts.", "cockpit halt-all --clear --reason R lifts it.");
    public static readonly ErrorCode StaleScreen = new("STALE_SCREEN", ExitCode.Refused, "Nothing was done.", "Look again, then decide.");
    public static readonly ErrorCode InDoubt = new("IN_DOUBT", ExitCode.Refused, "Nothing was changed.", "Look at the host's console, then: cockpit rollout resolve ID HOST succeeded or failed --note N.");
    public static readonly ErrorCode Budget = new("BUDGET", ExitCode.PartlyFailed, "The other hosts are as before.", "cockpit rollout show ID lists the losses; retry or abort, then resume.");
    public static readonly ErrorCode InOtherRollout = new("IN_OTHER_ROLLOUT", ExitCode.Refused, "Nothing was started.", "Wait for the other rollout, or abort it.");
    public static readonly ErrorCode HostClaimed = new("HOST_CLAIMED", ExitCode.Refused, "The host was left as it is.", "Another Cockpit file has claimed this host; finish or abort its rollout there.");
    public static readonly ErrorCode DuplicateHost = new("DUPLICATE_HOST", ExitCode.Refused, "The host was left out.", "Two names are one machine: cockpit host merge NAME OTHER.");
    public static readonly ErrorCode ScanStale = new("SCAN_STALE", ExitCode.Refused, "The host was left out.", "cockpit scan HOST.");
    public static readonly ErrorCode ClockStepped = new("CLOCK_STEPPED", ExitCode.Refused, "Nothing new starts.", "Check the clock, then: cockpit rollout resume ID.");
    public static readonly ErrorCode PlanTampered = new("PLAN_TAMPERED", ExitCode.Refused, "No server was touched.", "The stored plan does not match its hash; make a new one: cockpit rollout plan --from ID.");
    public static readonly ErrorCode WorkerWouldDie = new("WORKER_WOULD_DIE", ExitCode.Refused, "No server was touched.", "loginctl enable-linger, or run cockpit worker from a systemd unit, then start again.");
    public static readonly ErrorCode WorkerNotStarted = new("WORKER_NOT_STARTED", ExitCode.PartlyFailed, "Nothing runs on the servers; the rollout waits.", "Run it in the foreground to see why: cockpit worker.");
    public static readonly ErrorCode OtherPersonNeeded = new("OTHER_PERSON_NEEDED", ExitCode.Refused, "Nothing was approved.", "Ask another person to approve it from their own account.");
    public static readonly ErrorCode SecondPersonNeeded = new("SECOND_PERSON_NEEDED", ExitCode.Refused, "No server was touched.", "Another person runs first: cockpit rollout approve ID --break-glass --reason R.");
    public static readonly ErrorCode ReviewUnknown = new("REVIEW_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit review list shows what is owed.");
    public static readonly ErrorCode ReviewSigned = new("REVIEW_SIGNED", ExitCode.Refused, "Nothing was changed.", "cockpit review list shows what is still owed.");
    public static readonly ErrorCode NoteNeeded = new("NOTE_NEEDED", ExitCode.BadInput, "Nothing was changed.", "Say why, with --note or --reason.");
    public static readonly ErrorCode HostNotInRollout = new("HOST_NOT_IN_ROLLOUT", ExitCode.BadInput, "Nothing was changed.", "cockpit rollout show ID lists its hosts.");
    public static readonly ErrorCode RingUnknown = new("RING_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit rollout show ID lists its rings.");
    public static readonly ErrorCode NeverScanned = new("NEVER_SCANNED", ExitCode.Refused, "The host was left out.", "cockpit scan HOST.");
    public static readonly ErrorCode NoMachineId = new("NO_MACHINE_ID", ExitCode.Refused, "The host was left out.", "Give it one: systemd-machine-id-setup; then scan it.");
    public static readonly ErrorCode UpdateHeld = new("UPDATE_HELD", ExitCode.Refused, "The update was left out.", "It is on hold on the host; apt-mark unhold there lifts it.");
    public static readonly ErrorCode HostHeld = new("HOST_HELD", ExitCode.Refused, "The host was left as it is.", "cockpit host show NAME says until when; cockpit host hold NAME --lift ends it.");
    public static readonly ErrorCode UpdateRejected = new("UPDATE_REJECTED", ExitCode.Refused, "The update was left out.", "cockpit update show NAME says who and why; cockpit update lift NAME takes it back.");
    public static readonly ErrorCode UpdateDeferred = new("UPDATE_DEFERRED", ExitCode.Refused, "The update was left out.", "It may be decided on that day; cockpit update approve NAME decides it now.");
    public static readonly ErrorCode UpdateUndecided = new("UPDATE_UNDECIDED", ExitCode.Refused, "The update was left out.", "cockpit update approve NAME --ticket T, or reject it.");
    public static readonly ErrorCode RejectedSince = new("REJECTED_SINCE", ExitCode.Refused, "The host was left as it is.", "Skip the host, or take the rejection back: cockpit update lift NAME.");
    public static readonly ErrorCode DeferredSince = new("DEFERRED_SINCE", ExitCode.Refused, "The host was left as it is.", "It goes on when the deferral ends; cockpit update approve NAME ends it now.");
    public static readonly ErrorCode HoldInvalid = new("HOLD_INVALID", ExitCode.BadInput, "Nothing was changed.", "cockpit host hold --help shows what it takes.");
    public static readonly ErrorCode HoldUnknown = new("HOLD_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit host show NAME lists its holds.");
    public static readonly ErrorCode DecisionInvalid = new("DECISION_INVALID", ExitCode.BadInput, "Nothing was decided.", "cockpit update approve --help shows what it takes.");
    public static readonly ErrorCode ChecksOpen = new("CHECKS_OPEN", ExitCode.Refused, "Nothing was approved.", "cockpit update check NAME security='what was looked at' ticks one off.");
    public static readonly ErrorCode DecisionUnknown = new("DECISION_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit update show NAME lists what was decided.");
    public static readonly ErrorCode NothingToDo = new("NOTHING_TO_DO", ExitCode.Refused, "The host was left out.", "It offers no such update.");
    public static readonly ErrorCode NoKnownFix = new("NO_KNOWN_FIX", ExitCode.Refused, "The host was left out.", "Scan it anew, with --refresh where its package lists are old; cockpit findings list --cve shows what is known.");
    public static readonly ErrorCode ForeignUpdater = new("FOREIGN_UPDATER", ExitCode.Refused, "The host was left out.", "Switch that updater off there and scan the host, or plan with --allow-foreign-updaters.");
    public static readonly ErrorCode WouldRemove = new("WOULD_REMOVE", ExitCode.Refused, "The host was left out.", "The install would remove packages there; do this one by hand.");
    public static readonly ErrorCode PatchUnsupported = new("PATCH_UNSUPPORTED", ExitCode.Refused, "The host was left out.", "Patch it with its own package manager, then scan it; scans, findings and reports cover it.");

    public static readonly ErrorCode AlwaysForbidden = new("ALWAYS_FORBIDDEN", ExitCode.Refused, "No plan was made.", "Leave --window out: the plan then takes the windows of each host's policy.");
    public static readonly ErrorCode AlreadyPlanned = new("ALREADY_PLANNED", ExitCode.Refused, "No plan was made.", "cockpit rollout list shows the draft.");
    public static readonly ErrorCode Unmanaged = new("UNMANAGED", ExitCode.Refused, "The host was left out.", "cockpit host explain NAME says which policies nearly match.");
    public static readonly ErrorCode OtherPolicy = new("OTHER_POLICY", ExitCode.Refused, "The host was left out.", "cockpit host explain NAME says which policy counts there.");
    public static readonly ErrorCode TooYoung = new("TOO_YOUNG", ExitCode.Refused, "The update was left out.", "It is taken once it has the policy's minimum age.");
    public static readonly ErrorCode AfterCutOff = new("AFTER_CUT_OFF", ExitCode.Refused, "The update was left out.", "The policy takes nothing newer than its cut-off date.");
    public static readonly ErrorCode PullsExcluded = new("PULLS_EXCLUDED", ExitCode.Refused, "The host was left out.", "Exclude the update that brings it along too, or take it out of the policy's exclusions.");
    public static readonly ErrorCode WindowClosed = new("WINDOW_CLOSED", ExitCode.Refused, "No server was touched.", "cockpit window next shows when it opens; start without --now waits for that.");
    public static readonly ErrorCode Frozen = new("FROZEN", ExitCode.Refused, "No server was touched.", "cockpit freeze list shows until when; only break-glass passes a freeze.");
    public static readonly ErrorCode Forecast = new("FORECAST", ExitCode.Refused, "No server was touched.", "It waits for the next window that is long enough.");
    public static readonly ErrorCode NeverOpens = new("NEVER_OPENS", ExitCode.Refused, "No server was touched.", "cockpit window list shows the windows; cockpit policy show NAME which one counts.");

    internal static IReadOnlyList<ErrorCode> All =>
    [
        AlwaysForbidden, AlreadyPlanned, Unmanaged, OtherPolicy, TooYoung, AfterCutOff, PullsExcluded, WindowClosed, Frozen, Forecast, NeverOpens,
        RolloutUnknown, PlanEmpty, PlanMixed, PlanLimits, NoWindow, WrongState, NotApproved, ApprovalExpired, HashMismatch, HashNeeded, HaltAll, StaleScreen, InDoubt, Budget, InOtherRollout, HostClaimed, DuplicateHost, ScanStale, ClockStepped, PlanTampered, WorkerWouldDie, WorkerNotStarted,
        OtherPersonNeeded, SecondPersonNeeded, ReviewUnknown, ReviewSigned, NoteNeeded, HostNotInRollout, RingUnknown, NeverScanned, NoMachineId, UpdateHeld, HostHeld, UpdateRejected, UpdateDeferred, UpdateUndecided, RejectedSince, DeferredSince, HoldInvalid, HoldUnknown, DecisionInvalid, ChecksOpen, DecisionUnknown, NothingToDo, NoKnownFix, ForeignUpdater, WouldRemove, PatchUnsupported,
    ];
}
