using System.Xml;
using Cockpit.Core.Errors;

namespace Cockpit.Scanner.Advisories.Oval;

/// <summary>
/// The tests of a file with their objects, states and variables. Definitions stand before them and refer to them, so they are read first, in
/// a run of their own; the definitions themselves are passed over then.
/// </summary>
internal sealed class OvalChecks(Words words)
{
    /// <summary>Of each kind. SUSE's largest file has some 400,000.</summary>
    private const int MaxEntries = 3_000_000;

    private sealed record Test(string Kind, bool NoneSatisfy, string? Object, string? State, bool MoreStates, string? Comment);

    /// <param name="Version">Of an evr that must be greater than what is installed.</param>
    /// <param name="Asks">What else it asks for: "signature", "arch", "equals", "other".</param>
    private sealed record State(string? Version, string? Asks);

    private readonly Dictionary<string, Test> tests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string? Name, string? Variable)> objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, State> states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OvalCheck> resolved = new(StringComparer.Ordinal);

    /// <summary>When the file was made, in its own words.</summary>
    public string? Timestamp { get; private set; }

    /// <param name="xml">Stands on the root.</param>
    public void Read(XmlReader xml)
    {
        xml.Read();
        while (!xml.EOF)
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                xml.Read();
                continue;
            }

            string name = xml.LocalName;
            if (name == "definitions" || name == "definition") xml.Skip();
            else if (name == "timestamp") Timestamp = Text(xml);
            else if (name.EndsWith("_test", StringComparison.Ordinal)) ReadTest(xml);
            else if (name.EndsWith("_object", StringComparison.Ordinal)) ReadObject(xml);
            else if (name.EndsWith("_state", StringComparison.Ordinal)) ReadState(xml);
            else if (name == "constant_variable") ReadVariable(xml);
            else xml.Read();
        }
    }

    /// <param name="comment">The criterion's own words, which may say more than the test's.</param>
    public OvalCheck Of(string reference, string comment)
    {
        if (resolved.TryGetValue(reference, out OvalCheck? check)) return check;
        check = tests.TryGetValue(reference, out Test? test) ? Resolved(test, comment) : OvalCheck.Unanswerable([]);
        resolved[reference] = check;
        return check;
    }

    private OvalCheck Resolved(Test test, string comment)
    {
        string said = comment.Length > 0 ? comment : test.Comment ?? "";
        if (test.Kind is not ("rpminfo_test" or "dpkginfo_test"))
        {
            if (test.NoneSatisfy) return said.EndsWith("must be installed", StringComparison.Ordinal) ? OvalCheck.Never : OvalCheck.Unanswerable([]);
            if (test.Kind == "family_test" || said.Contains("architecture", StringComparison.OrdinalIgnoreCase) || IsKernelCheck(said)) return OvalCheck.Always;
            return Products.IsProductCheck(said) ? OvalCheck.OfRelease(Products.ReleaseOf(said)) : OvalCheck.Unanswerable([]);
        }

        List<string> packages = Names(test.Object);
        if (test.NoneSatisfy || test.MoreStates) return OvalCheck.Unanswerable(packages);
        State? state = test.State is { } id ? states.GetValueOrDefault(id) : null;
        if (test.State is not null && state is null) return OvalCheck.Unanswerable(packages);
        if (state is { Version: { } version, Asks: null }) return packages.Count > 0 ? new OvalCheck(CheckKind.Older, packages, version, null) : OvalCheck.Unanswerable([]);
        bool product = Products.IsProductCheck(said) && packages.Exists(p => p.EndsWith("release", StringComparison.Ordinal));
        return state?.Asks switch
        {
            "signature" or "arch" => OvalCheck.Always,
            "equals" or "other" or null when product => OvalCheck.OfRelease(Products.ReleaseOf(said)),
            null when packages.Count > 0 => new OvalCheck(CheckKind.Installed, packages, null, null),
            _ => OvalCheck.Unanswerable(packages),
        };
    }

    /// <summary>Red Hat asks whether the kernel that runs is older too. An old kernel that is installed counts here whether it runs or not.</summary>
    private static bool IsKernelCheck(string said) =>
        said.Contains(" earlier than ", StringComparison.Ordinal) && (said.EndsWith("currently running", StringComparison.Ordinal) || said.EndsWith("on next boot", StringComparison.Ordinal));

    private List<string> Names(string? reference)
    {
        if (reference is null || !objects.TryGetValue(reference, out var found)) return [];
        return found.Name is { } name ? [name] : found.Variable is { } variable && variables.TryGetValue(variable, out List<string>? values) ? values : [];
    }

    private void ReadTest(XmlReader xml)
    {
        string kind = words.Word(xml.LocalName) ?? "";
        string? id = Attribute(xml, "id"), what = null, state = null, comment = xml.GetAttribute("comment");
        bool none = xml.GetAttribute("check") == "none satisfy" || xml.GetAttribute("check_existence") == "none_exist", more = false;
        bool package = kind is "rpminfo_test" or "dpkginfo_test";
        Children(xml, child =>
        {
            if (child.LocalName == "object") what = Attribute(child, "object_ref");
            if (child.LocalName != "state") return;
            more |= state is not null;
            state = Attribute(child, "state_ref");
        });
        if (id is not null) Keep(tests, id, new Test(kind, none, what, state, more, package && !Products.IsProductCheck(comment ?? "") ? null : comment));
    }

    private void ReadObject(XmlReader xml)
    {
        string? id = Attribute(xml, "id"), name = null, variable = null;
        Children(xml, child =>
        {
            if (child.LocalName != "name") return;
            variable = Attribute(child, "var_ref");
            if (variable is null && child.GetAttribute("operation") is null or "equals") name = words.Word(Text(child, stay: true).AsSpan().Trim());
        });
        if (id is not null) Keep(objects, id, (name, variable));
    }

    private void ReadState(XmlReader xml)
    {
        string? id = Attribute(xml, "id"), version = null, asks = null;
        Children(xml, child =>
        {
            string operation = child.GetAttribute("operation") ?? "equals";
            switch (child.LocalName)
            {
                case "evr" when operation == "less than" && version is null:
                    version = words.Word(Text(child, stay: true).AsSpan().Trim());
                    if (version is null) asks = "other";
                    break;
                case "signature_keyid":
                    asks ??= "signature";
                    break;
                case "arch":
                    // Beside a version it says for which architectures the package is made.
                    if (asks is null && version is null) asks = "arch";
                    break;
                case "evr" or "version" when operation is "equals" or "pattern match":
                    asks = "equals";
                    break;
                default:
                    asks = "other";
                    break;
            }

            if (version is not null && asks == "arch") asks = null;
        });
        if (id is not null) Keep(states, id, new State(version, asks));
    }

    private void ReadVariable(XmlReader xml)
    {
        string? id = Attribute(xml, "id");
        var values = new List<string>();
        Children(xml, child =>
        {
            if (child.LocalName == "value" && words.Word(Text(child, stay: true).AsSpan().Trim()) is { } value && values.Count < 10_000) values.Add(value);
        });
        if (id is not null) Keep(variables, id, values);
    }

    private string? Attribute(XmlReader xml, string name) => xml.GetAttribute(name) is { } text ? words.Word(text.AsSpan()) : null;

    private static void Keep<T>(Dictionary<string, T> where, string id, T what)
    {
        if (where.Count >= MaxEntries) throw new CockpitException(IntelErrors.IntelInvalid.Because($"It has more than {MaxEntries:N0} tests."));
        where[id] = what;
    }

    /// <summary>Visits the elements inside the one the reader stands on; the reader then stands behind it.</summary>
    private static void Children(XmlReader xml, Action<XmlReader> visit)
    {
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return;
        }

        int depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.Depth == depth + 1) visit(xml);
        }

        xml.Read();
    }

    /// <summary>The text inside an element.</summary>
    /// <param name="stay">The reader stays on the text's last node, so that whoever goes through the elements can go on; else it stands behind.</param>
    private static string Text(XmlReader xml, bool stay = false)
    {
        if (!stay) return xml.ReadElementContentAsString();
        if (xml.IsEmptyElement) return "";
        return xml.Read() && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA ? xml.Value : "";
    }
}
