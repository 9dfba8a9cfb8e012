using Cockpit.Cli.Json;
using Cockpit.Core.Errors;
using Cockpit.Operations;

namespace Cockpit.Cli.Output;

/// <summary>An error as programs read it.</summary>
internal sealed record ErrorDocument(ErrorBody Error);

internal sealed record ErrorBody(string Code, string Message, string Hint);

/// <summary>Prints an error on stderr, once, in the form that was asked for. No stack trace ever.</summary>
internal static class ErrorPrinter
{
    public static int Print(Fault fault, OutputFormat format, TextWriter error)
    {
        if (format == OutputFormat.Json)
        {
            error.WriteLine(JsonText.Of(new ErrorDocument(new(fault.Code.Name, fault.Message, fault.Hint)), CliJson.Default.ErrorDocument));
        }
        else
        {
            error.WriteLine($"{fault.Code.Name} {Printable.Line(fault.Message)}");
            if (fault.Hint.Length > 0) error.WriteLine(Printable.Line(fault.Hint));
        }
        return (int)fault.Code.Exit;
    }
}
