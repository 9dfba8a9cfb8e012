using Cockpit.Core.Roles;

namespace Cockpit.Core.Operations;

/// <summary>What people owe a look at.</summary>
public static class ReviewOperations
{
    public static readonly Operation List = new("review.list", "reviews", "review list", null, "Lists what is owed a look by another person, and what was signed.", OperationKind.Read, "cockpit review list");
    public static readonly Operation Sign = new("review.sign", "sign", "review sign", null, "Says that you have looked at it; only another person than who did it can.", OperationKind.Act, "cockpit review sign R17-break-glass --note 'the log is as told'") { Role = Role.Approver };

    internal static IReadOnlyList<Operation> All => [List, Sign];
}
