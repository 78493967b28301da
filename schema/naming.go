package schema

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/expr"
)

// NamingConvention makes the names of constraints and indexes that have none. Each field is a text with tokens, "" leaves the name to
// the database (that of an index is ix_ with the names of table and columns):
//
//	meta.Naming = schema.NamingConvention{
//		PrimaryKey: "pk_%(table_name)s",
//		ForeignKey: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
//		Unique:     "uq_%(table_name)s_%(column_0_N_name)s",
//		Check:      "ck_%(table_name)s_%(constraint_name)s",
//		Index:      "ix_%(column_0_label)s",
//	}
//
// The tokens are table_name, referred_table_name, constraint_name, and of the columns column_0_name, column_0_key and column_0_label
// (with the table) with any number, column_0N_name of all of them together and column_0_N_name with _ between them;
// referred_column_0_name and its like are the columns that a foreign key references. A convention with constraint_name also holds for
// constraints that have a name, unless they say Verbatim; one without a name is a [*NamingError] then.
//
// A made name that is too long for the database is cut, and ends with four digits of its hash.
//
// SQLAlchemy: MetaData.naming_convention.
type NamingConvention struct {
	PrimaryKey, ForeignKey, Unique, Check, Index string
	// Tokens are tokens of the program's own.
	Tokens map[string]func(Named) string
}

// Named is what a [NamingConvention] names: a constraint or an index, and its columns.
type Named struct {
	Table *Table
	// Constraint is the constraint, Index the index: one of them is nil.
	Constraint Constraint
	Index      *Index
	// Columns are the columns of the constraint or the index, those of its expression if it has one.
	Columns []*Column

	name     string
	verbatim bool
}

// NamingError is a name that a [NamingConvention] cannot make.
type NamingError struct {
	// Table is the table, Convention the text with the tokens, Reason what is wrong.
	Table, Convention, Reason string
}

// Error names the table and the convention.
func (e *NamingError) Error() string {
	return fmt.Sprintf("schema: naming convention %q of table %s: %s", e.Convention, e.Table, e.Reason)
}

// NameOf is the name of a constraint: its own, or that which the naming convention of its MetaData makes. made says that a convention
// had its part in it, so that it may be cut where it is too long. "" leaves the name to the database.
//
// SQLAlchemy: conv.
func NameOf(c Constraint) (name string, made bool, err error) {
	n := Named{Table: c.On(), Constraint: c}
	var convention func(*NamingConvention) string
	switch c := c.(type) {
	case *PrimaryKeyConstraint:
		n.name, n.verbatim, n.Columns = c.Name, c.Verbatim, c.Columns
		convention = func(v *NamingConvention) string { return v.PrimaryKey }
	case *ForeignKeyConstraint:
		n.name, n.verbatim, n.Columns = c.Name, c.Verbatim, c.Columns
		convention = func(v *NamingConvention) string { return v.ForeignKey }
	case *UniqueConstraint:
		n.name, n.verbatim, n.Columns = c.Name, c.Verbatim, c.Columns
		convention = func(v *NamingConvention) string { return v.Unique }
	case *CheckConstraint:
		n.name, n.verbatim, n.Columns = c.Name, c.Verbatim, columnsIn(c.Table, c.Expr)
		convention = func(v *NamingConvention) string { return v.Check }
	default:
		return c.ConstraintName(), false, nil
	}
	return n.make(convention)
}

// FullName is the index's name: its own, that of the naming convention, or ix_ with the names of table and columns. made says that the
// program did not give it, so that it may be cut where it is too long.
func (i *Index) FullName() (name string, made bool, err error) {
	n := Named{Table: i.Table, Index: i, name: i.Name, verbatim: i.Verbatim}
	for _, e := range i.Exprs {
		n.Columns = append(n.Columns, columnsIn(i.Table, e)...)
	}
	name, made, err = n.make(func(v *NamingConvention) string { return v.Index })
	if name != "" || err != nil {
		return name, made, err
	}
	return i.plainName(), true, nil
}

// plainOr is the made name, or the given one if none can be made: what is wrong is reported when the DDL is compiled.
func plainOr(c Constraint, given string) string {
	if name, _, err := NameOf(c); err == nil {
		return name
	}
	return given
}

// columnsIn are the columns of t in an expression, in order, each once.
func columnsIn(t *Table, e expr.Element) []*Column {
	var out []*Column
	var visit func(expr.Element)
	visit = func(e expr.Element) {
		if e == nil {
			return
		}
		if a, adapted := e.(*expr.Adapted); adapted { // the copy of an expression of another table
			if from, is := a.From.(*Table); is && a.To == expr.FromElement(t) {
				for _, c := range columnsIn(from, a.X) {
					if n := t.Column(c.Key()); n != nil && indexOf(out, n) < 0 {
						out = append(out, n)
					}
				}
				return
			}
		}
		c, ok := e.(*Column)
		if ref, isRef := e.(*expr.ColumnRef); isRef {
			c, ok = OriginOf(ref), true
		}
		if ok && c != nil && c.Table == t && indexOf(out, c) < 0 {
			out = append(out, c)
			return
		}
		expr.ChildrenOf(e, visit)
	}
	visit(e)
	return out
}

func (n *Named) make(of func(*NamingConvention) string) (name string, made bool, err error) {
	if n.Table == nil || n.Table.MetaData == nil || n.verbatim {
		return n.name, false, nil
	}
	convention := of(&n.Table.MetaData.Naming)
	if convention == "" || n.name != "" && !strings.Contains(convention, "%(constraint_name)s") {
		return n.name, false, nil
	}
	name, err = expand(convention, n.token)
	if err != nil {
		return "", false, &NamingError{Table: n.Table.Key(), Convention: convention, Reason: err.Error()}
	}
	return name, true, nil
}

var tokens = regexp.MustCompile(`%\((.*?)\)s|%%`)

// expand replaces the tokens %(name)s of a text; %% is a %.
func expand(text string, token func(string) (string, error)) (string, error) {
	var failed error
	out := tokens.ReplaceAllStringFunc(text, func(found string) string {
		if found == "%%" {
			return "%"
		}
		s, err := token(found[len("%(") : len(found)-len(")s")])
		if err != nil && failed == nil {
			failed = err
		}
		return s
	})
	return out, failed
}

// columnToken is referred_column_0_N_name: whose columns, which of them, all of them, and what of them.
var columnToken = regexp.MustCompile(`^(referred_)?column_(\d+)(_?N)?_(name|key|label)$`)

// token is what a token stands for.
func (n *Named) token(name string) (string, error) {
	if f := n.Table.MetaData.Naming.Tokens[name]; f != nil {
		return f(*n), nil
	}
	switch name {
	case "table_name":
		return n.Table.Name, nil
	case "constraint_name":
		if n.name == "" {
			return "", fmt.Errorf("%%(constraint_name)s needs a name (give the constraint one)")
		}
		return n.name, nil
	case "referred_table_name":
		refs, err := n.referred()
		if err != nil {
			return "", err
		}
		return refs[0].Table.Name, nil
	}
	parts := columnToken.FindStringSubmatch(name)
	if parts == nil {
		return "", fmt.Errorf("there is no token %%(%s)s (give it a function in Tokens)", name)
	}
	columns := n.Columns
	if parts[1] != "" {
		var err error
		if columns, err = n.referred(); err != nil {
			return "", err
		}
	}
	return columnNamesOf(columns, parts[2], parts[3], parts[4]), nil
}

// referred are the columns that a foreign key references.
func (n *Named) referred() ([]*Column, error) {
	f, ok := n.Constraint.(*ForeignKeyConstraint)
	if !ok {
		return nil, fmt.Errorf("only a foreign key refers to something")
	}
	return f.References()
}

// columnNamesOf is the name of one column, "" if there are fewer, or those of all.
func columnNamesOf(columns []*Column, number, all, what string) string {
	if all == "" {
		i, err := strconv.Atoi(number)
		if err != nil || i >= len(columns) {
			return ""
		}
		return columns[i].nameAs(what)
	}
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = c.nameAs(what)
	}
	return strings.Join(out, strings.TrimSuffix(all, "N"))
}

// nameAs is the name, the key or the label of a column: the label has the names of schema and table in front.
func (c *Column) nameAs(what string) string {
	switch what {
	case "key":
		return c.Key()
	case "label":
		return strings.ReplaceAll(c.Table.Key(), ".", "_") + "_" + c.Name
	}
	return c.Name
}
