package dialecttest

import (
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// enumTypes is the type of an enumeration that is created and dropped without a table; where enumerations have no names nothing happens.
func enumTypes() []testCase {
	level := types.Enum("low", "high").Named("azoth_level")
	there := func(t *T, want bool) {
		t.Helper()
		err := t.conn.RunDDL(t.ctx, func(c schema.DDLConn) error {
			has, err := c.HasEnumType(t.ctx, "", level.Name)
			if want = want && c.Abilities().EnumTypes; has != want {
				t.Errorf("is there the enumeration: %v, want %v", has, want)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return []testCase{{name: "enumeration by itself", run: func(t *T) {
		check := schema.Checking(schema.CheckTypes)
		for range 2 { // the second time it is there, and left alone
			if err := schema.CreateEnum(t.ctx, t.conn, level, check); err != nil {
				t.Fatal(err)
			}
			there(t, true)
		}
		for range 2 {
			if err := schema.DropEnum(t.ctx, t.conn, level, check); err != nil {
				t.Fatal(err)
			}
			there(t, false)
		}
	}}}
}
