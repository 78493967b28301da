package oracle

import "github.com/azoth-orm/azoth/compiler"

// writeDDL puts Oracle's rules of DDL into g.
func writeDDL(g *compiler.Grammar) {
	g.Features.DDL = compiler.DDLFeatures{
		Identity: true, Sequences: compiler.SequenceByMember, CounterOrder: true, Comments: compiler.CommentStatement, EmptyComment: true,
		Computed:          compiler.ComputedFeatures{Virtual: true, NeverStored: true},
		Constraints:       compiler.ConstraintFeatures{DeferrableKeys: true, DeferrableUnique: true, NoOnUpdate: true},
		MaterializedViews: true, IndexInSchema: true, IndexKinds: []string{"BITMAP"}, MaxName: 128,
		NoTemporary: "its temporary tables stay, and lose their rows at COMMIT (run schema.DDL with CREATE GLOBAL TEMPORARY TABLE)",
	}
}
