using System.Text.Json.Serialization;
using Cockpit.Cli.Output;
using Cockpit.Core.Approvals;
using Cockpit.Core.Credentials;
using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Operations.Audit;
using Cockpit.Operations.Calendars;
using Cockpit.Operations.Credentials;
using Cockpit.Operations.Vault;
using Cockpit.Operations.HostKeys;
using Cockpit.Operations.Doctor;
using Cockpit.Operations.Hosts;
using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Intel;
using Cockpit.Core.Risk;
using Cockpit.Core.Roles;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Definitions;
using Cockpit.Core.Policies.Explaining;
using Cockpit.Operations.Notices;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Intel;
using Cockpit.Operations.Risk;
using Cockpit.Operations.Reviews;
using Cockpit.Operations.Roles;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Scans;
using Cockpit.Operations.Signatures;
using Cockpit.Operations.Scopes;
using Cockpit.Operations.Updates;
using Cockpit.Operations.Workers;
using Cockpit.Operations.Demo;
using Cockpit.Operations.Files;
using Cockpit.Operations.Status;
using Cockpit.Operations.Windows;

namespace Cockpit.Cli.Json;

/// <summary>The shapes that scripts build on: camelCase names, times in UTC, enums as words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(InstantConverter),
        typeof(DateConverter),
        typeof(WordConverter<HostFleetState>),
        typeof(WordConverter<Transport>),
        typeof(WordConverter<LoginKind>),
        typeof(WordConverter<BecomeKind>),
        typeof(WordConverter<Exposure>),
        typeof(WordConverter<SshChoice>),
        typeof(WordConverter<RebootStatus>),
        typeof(WordConverter<UpdateClass>),
        typeof(WordConverter<UpdateWord>),
        typeof(WordConverter<Role>),
        typeof(WordConverter<GrantKind>),
        typeof(WordConverter<ScanStatus>),
        typeof(WordConverter<HostImportAct>),
        typeof(WordConverter<TwinKind>),
        typeof(WordConverter<WorkerCondition>),
        typeof(WordConverter<RiskLevel>),
        typeof(WordConverter<Severity>),
        typeof(WordConverter<FindingSource>),
        typeof(WordConverter<ExportFormat>),
        typeof(WordConverter<FindingProtocol>),
        typeof(CamelConverter<FindingStatus>),
        typeof(WordConverter<FixKind>),
        typeof(WordConverter<FixConfidence>),
        typeof(WordConverter<FixState>),
        typeof(WordConverter<HostKeyState>),
        typeof(WordConverter<DoctorStatus>),
        typeof(WordConverter<IntelKind>),
        typeof(CamelConverter<DueBy>),
        typeof(WordConverter<DefinitionKind>),
    ])]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(HostSummary))]
[JsonSerializable(typeof(HostDetail))]
[JsonSerializable(typeof(HostList))]
[JsonSerializable(typeof(HostImportResult))]
[JsonSerializable(typeof(HostExplanation))]
[JsonSerializable(typeof(AppliedPolicies))]
[JsonSerializable(typeof(PolicyList))]
[JsonSerializable(typeof(PolicyDetail))]
[JsonSerializable(typeof(PolicyHistory))]
[JsonSerializable(typeof(PolicyOverlap))]
[JsonSerializable(typeof(PolicyLintResult))]
[JsonSerializable(typeof(MergedHosts))]
[JsonSerializable(typeof(HostHolds))]
[JsonSerializable(typeof(RoleList))]
[JsonSerializable(typeof(SignersSetting))]
[JsonSerializable(typeof(NoticeList))]
[JsonSerializable(typeof(ChannelLine))]
[JsonSerializable(typeof(RemovedChannel))]
[JsonSerializable(typeof(TestedChannel))]
[JsonSerializable(typeof(SentNotices))]
[JsonSerializable(typeof(NoticeLine))]
[JsonSerializable(typeof(ReviewList))]
[JsonSerializable(typeof(ReviewLine))]
[JsonSerializable(typeof(DecidedUpdate))]
[JsonSerializable(typeof(DiscoveredHosts))]
[JsonSerializable(typeof(RemovedHost))]
[JsonSerializable(typeof(HostKeyView))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(ScanReport))]
[JsonSerializable(typeof(ScopePreview))]
[JsonSerializable(typeof(ScopeList))]
[JsonSerializable(typeof(ScopeChange))]
[JsonSerializable(typeof(RemovedScope))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(FileReport))]
[JsonSerializable(typeof(FileCheck))]
[JsonSerializable(typeof(DemoSummary))]
[JsonSerializable(typeof(FindingImportResult))]
[JsonSerializable(typeof(FindingList))]
[JsonSerializable(typeof(FindingExportResult))]
[JsonSerializable(typeof(FindingPage))]
[JsonSerializable(typeof(AcceptedFindings))]
[JsonSerializable(typeof(UnmatchedMachines))]
[JsonSerializable(typeof(RiskMatrixResult))]
[JsonSerializable(typeof(RiskyHosts))]
[JsonSerializable(typeof(Burndown))]
[JsonSerializable(typeof(IntelImportResult))]
[JsonSerializable(typeof(IntelStatus))]
[JsonSerializable(typeof(UpdateList))]
[JsonSerializable(typeof(UpdatePage))]
[JsonSerializable(typeof(RiskRulesView))]
[JsonSerializable(typeof(RulesHistory))]
[JsonSerializable(typeof(RulesChange))]
[JsonSerializable(typeof(RescoreResult))]
[JsonSerializable(typeof(RolloutView))]
[JsonSerializable(typeof(PlannedRollout))]
[JsonSerializable(typeof(RolloutList))]
[JsonSerializable(typeof(HostLog))]
[JsonSerializable(typeof(RolloutEvents))]
[JsonSerializable(typeof(HaltAllState))]
[JsonSerializable(typeof(WorkerStatus))]
[JsonSerializable(typeof(AuditList))]
[JsonSerializable(typeof(ChainReport))]
[JsonSerializable(typeof(CredentialView))]
[JsonSerializable(typeof(CredentialList))]
[JsonSerializable(typeof(RemovedCredential))]
[JsonSerializable(typeof(VaultState))]
[JsonSerializable(typeof(UnlockedVault))]
[JsonSerializable(typeof(LockedVault))]
[JsonSerializable(typeof(SecretView))]
[JsonSerializable(typeof(SecretList))]
[JsonSerializable(typeof(WindowLine))]
[JsonSerializable(typeof(WindowList))]
[JsonSerializable(typeof(NextWindowList))]
[JsonSerializable(typeof(RemovedWindow))]
[JsonSerializable(typeof(FreezeLine))]
[JsonSerializable(typeof(FreezeList))]
[JsonSerializable(typeof(RemovedFreeze))]
[JsonSerializable(typeof(FileZone))]
[JsonSerializable(typeof(CalendarExport))]
[JsonSerializable(typeof(CalendarImport))]
internal sealed partial class CliJson : JsonSerializerContext;
