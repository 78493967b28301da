package schema

import (
	"errors"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

func TestNamesThatCannotBeMade(t *testing.T) {
	for name, c := range map[string]struct {
		convention NamingConvention
		want       string
	}{
		"no name":               {NamingConvention{Unique: "uq_%(constraint_name)s"}, "needs a name"},
		"unknown token":         {NamingConvention{Unique: "uq_%(tabel_name)s"}, "no token %(tabel_name)s"},
		"unknown column token":  {NamingConvention{Unique: "uq_%(column_0_type)s"}, "no token %(column_0_type)s"},
		"referred of a unique":  {NamingConvention{Unique: "uq_%(referred_table_name)s"}, "only a foreign key"},
		"referred columns, too": {NamingConvention{Unique: "uq_%(referred_column_0_name)s"}, "only a foreign key"},
	} {
		t.Run(name, func(t *testing.T) {
			meta := NewMetaData()
			meta.Naming = c.convention
			u := Define("t", meta, Col("a", types.Integer(), Unique())).Uniques[0]
			_, _, err := NameOf(u)
			var naming *NamingError
			if !errors.As(err, &naming) || !strings.Contains(err.Error(), c.want) || naming.Table != "t" || naming.Convention != c.convention.Unique {
				t.Errorf("error %v, want a NamingError with %q", err, c.want)
			}
			if got := u.ConstraintName(); got != "" {
				t.Errorf("ConstraintName is %q", got)
			}
			u.Name, u.Verbatim = "mine", true
			if got, made, err := NameOf(u); got != "mine" || made || err != nil {
				t.Errorf("a name that is verbatim is %q, %v, %v", got, made, err)
			}
		})
	}
}

func TestNamesOfForeignKeysWithoutTarget(t *testing.T) {
	meta := NewMetaData()
	meta.Naming.ForeignKey = "fk_%(referred_table_name)s"
	f := Define("t", meta, Col("a", types.Integer(), ForeignKeyTo("later.id"))).ForeignKeys[0]
	if _, _, err := NameOf(f); err == nil || !strings.Contains(err.Error(), "no table later") {
		t.Errorf("error %v", err)
	}
	Define("later", meta, Col("id", types.Integer(), PrimaryKey()))
	if got, made, err := NameOf(f); got != "fk_later" || !made || err != nil {
		t.Errorf("the name is %q, %v, %v", got, made, err)
	}
}

func TestNamesOfIndexes(t *testing.T) {
	meta := NewMetaData()
	a := Define("t", meta, Col("a", types.Integer()), Col("b", types.Integer())).Column("a")
	i := a.Table.AddIndex(&a.ColumnRef, &a.Table.Column("b").ColumnRef)
	if got := i.IndexName(); got != "ix_t_a_b" {
		t.Errorf("without a convention it is %s", got)
	}
	meta.Naming.Index = "i_%(column_0_N_name)s"
	if got := i.IndexName(); got != "i_a_b" {
		t.Errorf("with a convention it is %s", got)
	}
	meta.Naming.Index = "%(nothing)s"
	if got := i.IndexName(); got != "ix_t_a_b" {
		t.Errorf("with a convention that is wrong it is %s", got)
	}
	if i.Name = "mine"; i.IndexName() != "mine" {
		t.Errorf("a name that was given is %s", i.IndexName())
	}
}

func TestColumnKeys(t *testing.T) {
	meta := NewMetaData()
	users := Define("users", meta, Col("user_id", types.Integer(), PrimaryKey(), KeyedAs("id"), Doc("who"), WithInfo(Info{"label": "User"})), Col("name", nil, ForeignKeyTo("users.id")))
	id := users.Column("id")
	if id == nil || id.Name != "user_id" || id.Key() != "id" || users.Column("user_id") != nil || id.Info["label"] != "User" || id.Doc != "who" {
		t.Fatalf("the column is %+v", id)
	}
	if users.C("id").Ref() != &id.ColumnRef || expr.AliasOf(users, "u").C("id").Ref().Name != "user_id" {
		t.Error("C does not find it by its key")
	}
	if refs, err := users.ForeignKeys[0].References(); err != nil || refs[0] != id {
		t.Errorf("the foreign key finds %v, %v", refs, err)
	}
	if users.Rename(id, "uid"); users.Column("id") != id || id.Name != "uid" {
		t.Error("a renamed column has lost its key")
	}
	if got := message(func() { users.AddColumn(NewColumn("id", nil)) }); !strings.Contains(got, "two columns id") {
		t.Errorf("a second column with the key: %q", got)
	}
}
