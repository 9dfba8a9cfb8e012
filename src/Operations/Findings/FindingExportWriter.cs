using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cockpit.Operations.Exports;
using CsvHelper;

namespace Cockpit.Operations.Findings;

/// <summary>In which form findings are exported.</summary>
public enum ExportFormat { Csv, Json, Md }

/// <summary>Writes findings page by page, holding no more than one.</summary>
internal abstract class FindingExportWriter : IDisposable
{
    /// <param name="raw">CSV alone: every value as it is, formulas too.</param>
    /// <param name="json">How a finding becomes JSON: as a list prints it.</param>
    public static FindingExportWriter To(Stream file, ExportFormat format, bool raw, JsonTypeInfo<FindingLine> json) => format switch
    {
        ExportFormat.Json => new Json(file, json),
        ExportFormat.Md => new Markdown(file),
        _ => new Csv(file, raw),
    };

    public abstract void Write(IReadOnlyList<FindingLine> page);

    /// <summary>What stands behind the last finding.</summary>
    public abstract void Dispose();

    private sealed class Csv : FindingExportWriter
    {
        private readonly CsvWriter writer;
        private readonly bool raw;

        public Csv(Stream file, bool raw)
        {
            this.raw = raw;
            writer = CsvWriter.Create(file, new CsvWriterOptions { NewLine = "\r\n", Injection = raw ? CsvInjection.None : CsvInjection.Escape }, leaveOpen: true);
            foreach (string name in FindingColumns.Names) writer.WriteField(name);
            writer.EndRecord();
        }

        public override void Write(IReadOnlyList<FindingLine> page)
        {
            foreach (FindingLine finding in page)
            {
                foreach (string cell in FindingColumns.Of(finding)) writer.WriteField(raw ? cell : ExportText.Cell(cell));
                writer.EndRecord();
            }
        }

        public override void Dispose() => writer.Dispose();
    }

    private sealed class Json : FindingExportWriter
    {
        private readonly Utf8JsonWriter writer;
        private readonly JsonTypeInfo<FindingLine> type;

        public Json(Stream file, JsonTypeInfo<FindingLine> type)
        {
            this.type = type;
            writer = new Utf8JsonWriter(file);
            writer.WriteStartObject();
            writer.WriteStartArray("findings");
        }

        public override void Write(IReadOnlyList<FindingLine> page)
        {
            foreach (FindingLine finding in page) JsonSerializer.Serialize(writer, finding, type);
            writer.Flush();
        }

        public override void Dispose()
        {
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.Dispose();
        }
    }

    private sealed class Markdown : FindingExportWriter
    {
        private readonly StreamWriter writer;

        public Markdown(Stream file)
        {
            writer = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            foreach (string line in MarkdownTable.Head(FindingColumns.Names)) writer.WriteLine(line);
        }

        public override void Write(IReadOnlyList<FindingLine> page)
        {
            foreach (FindingLine finding in page) writer.WriteLine(MarkdownTable.Row(FindingColumns.Of(finding)));
        }

        public override void Dispose() => writer.Dispose();
    }
}
