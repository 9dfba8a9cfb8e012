using System.Text.Json.Serialization;
using Cockpit.Cli.Output;
using Cockpit.Core.Hosts;
using Cockpit.Operations.Audit;
using Cockpit.Operations.Hosts;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Scans;
using Cockpit.Operations.Scopes;
using Cockpit.Operations.Workers;

namespace Cockpit.Cli.Json;

/// <summary>The shapes that scripts build on: camelCase names, times in UTC, enums as words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(InstantConverter), typeof(WordConverter<HostFleetState>), typeof(WordConverter<Transport>), typeof(WordConverter<Exposure>), typeof(WordConverter<RebootStatus>), typeof(WordConverter<UpdateClass>), typeof(WordConverter<ScanStatus>), typeof(WordConverter<WorkerCondition>)])]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(HostSummary))]
[JsonSerializable(typeof(HostDetail))]
[JsonSerializable(typeof(HostList))]
[JsonSerializable(typeof(HostImportResult))]
[JsonSerializable(typeof(RemovedHost))]
[JsonSerializable(typeof(ScanReport))]
[JsonSerializable(typeof(ScopePreview))]
[JsonSerializable(typeof(RolloutView))]
[JsonSerializable(typeof(PlannedRollout))]
[JsonSerializable(typeof(RolloutList))]
[JsonSerializable(typeof(HostLog))]
[JsonSerializable(typeof(RolloutEvents))]
[JsonSerializable(typeof(HaltAllState))]
[JsonSerializable(typeof(WorkerStatus))]
[JsonSerializable(typeof(AuditList))]
[JsonSerializable(typeof(ChainReport))]
internal sealed partial class CliJson : JsonSerializerContext;
