package engine_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// money is a type of a program that names itself by a rule of the engine.
type money struct{}

func (money) SQLType() string { return "MONEY" }

func moneyRule(g *compiler.Grammar) {
	compiler.OnType(g, func(money) string { return "DECIMAL(19, 4)" })
	compiler.OnType(g, func(t types.StringType) string { return compiler.Sized("NVARCHAR", t.Length) })
}

func TestExtendTypes(t *testing.T) {
	prices := func() *schema.Table {
		return azoth.NewTable("prices", azoth.NewMetaData(), schema.Col("id", types.Integer(), schema.PrimaryKey()),
			schema.Col("amount", types.Decorate(money{}, &types.Processing[int64, int64]{})), schema.Col("name", types.String(5)))
	}
	e, err := engine.Open("sqlite:///:memory:", engine.Extend(moneyRule))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.Close() }()
	ctx := context.Background()
	if err := prices().MetaData.CreateAll(ctx, e); err != nil {
		t.Fatal(err)
	}
	got, err := azoth.Text[string]("SELECT type FROM pragma_table_info('prices') WHERE name <> 'id' ORDER BY name").All(ctx, e)
	if err != nil || fmt.Sprint(got) != "[DECIMAL(19, 4) NVARCHAR(5)]" {
		t.Errorf("%v, %v", got, err)
	}
	plain, err := engine.Open("sqlite:///:memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = plain.Close() }()
	if err := prices().MetaData.CreateAll(ctx, plain); err == nil {
		t.Error("another engine has the rule, too")
	}
}

// A clone of a grammar names the elements of its arrays by its own rules.
func TestGrammarOfElements(t *testing.T) {
	d := dialect.Extend(postgresql.Dialect, moneyRule)
	for g, want := range map[*compiler.Grammar]string{d.Grammar: "NVARCHAR(3)[]", postgresql.Dialect.Grammar: "VARCHAR(3)[]"} {
		if got, err := g.TypeName(types.Array(types.String(3))); err != nil || got != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
}
