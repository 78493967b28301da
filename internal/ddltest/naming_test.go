package ddltest_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/inspect"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// reflected wants the database to have what meta says, nothing else and nothing different.
func (db *database) reflected(t *testing.T, meta *schema.MetaData) {
	t.Helper()
	got := azoth.NewMetaData()
	if err := got.Reflect(ctx, db.Engine); err != nil {
		t.Fatal(err)
	}
	differences, err := inspect.Diff(db.Dialect(), meta, got)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences {
		t.Errorf("the database differs: %v", d)
	}
}

func TestNamingConventions(t *testing.T) {
	convention := schema.NamingConvention{
		PrimaryKey: "pk_%(table_name)s", ForeignKey: "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
		Unique: "uq_%(table_name)s_%(column_0_N_name)s", Check: "ck_%(table_name)s_%(constraint_name)s", Index: "ix_%(column_0_label)s",
	}
	eachDatabase(t, all, func(t *testing.T, db *database) {
		meta := azoth.NewMetaData()
		meta.Naming = convention
		azoth.NewTable("parent", meta, key())
		child := azoth.NewTable("child", meta, key(), schema.Col("p", nil, schema.ForeignKeyTo("parent.id"), schema.Indexed()),
			schema.Col("a", types.String(5), schema.NotNull()), schema.Col("kind", types.Enum("x", "y").Named("kind").Checked()),
			schema.NamedCheckOf("filled", "a <> ''"), schema.UniqueOf("p", "a"))
		db.roundTrip(t, meta, func() {
			db.reflected(t, meta)
			found, err := inspect.New(db.Engine).Tables(ctx, dialect.PartAll, "child")
			if err != nil {
				t.Fatal(err)
			}
			if got := found[0].ForeignKeys[0].Name; got != "fk_child_p_parent" {
				t.Errorf("the foreign key is called %q", got)
			}
			if got := found[0].Uniques[0].Name; got != "uq_child_p_a" {
				t.Errorf("the unique constraint is called %q", got)
			}
			var checks []string
			for _, c := range found[0].Checks {
				checks = append(checks, c.Name)
			}
			if got := strings.Join(checks, " "); !strings.Contains(got, "ck_child_filled") || !strings.Contains(got, "ck_child_kind") {
				t.Errorf("the checks are called %s", got)
			}
			if db.name != "sqlite" { // which has no ALTER TABLE ... DROP CONSTRAINT
				db.run(t, &schema.DropConstraint{Constraint: child.ForeignKeys[0]}, &schema.AddConstraint{Constraint: child.ForeignKeys[0]})
			}
		})
	})
}
