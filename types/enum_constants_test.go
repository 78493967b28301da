package types_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/types"
)

type level int

const (
	low level = iota + 1
	high
)

func (l level) String() string { return [...]string{"?", "low", "high"}[l] }

func TestEnumOf(t *testing.T) {
	names := types.EnumNames(low, high)
	typ := types.EnumOf(types.Enum(names...).Named("level"), low, high)
	got, err := types.Encode(typ, types.ValueOf(high), types.Native{})
	if err != nil || got.Text() != "high" {
		t.Errorf("a constant is %v, %v", got, err)
	}
	var encode *types.EncodeError
	if _, err := types.Encode(typ, types.ValueOf(level(0)), types.Native{}); !errors.As(err, &encode) || !strings.Contains(err.Error(), "give it to EnumOf") {
		t.Errorf("no constant: %v", err)
	}
	var l level
	if err := typ.ResultValue(types.TextValue("low"), &l); err != nil || l != low {
		t.Errorf("a value is %v, %v", l, err)
	}
	if err := typ.ResultValue(types.TextValue("LOW"), &l); err == nil || !strings.Contains(err.Error(), `"LOW" is no value`) {
		t.Errorf("no value: %v", err)
	}
	if e := types.Storage(typ); e != types.Type(types.Enum("low", "high").Named("level")) {
		t.Errorf("in the database it is %v", e)
	}
}

func TestEnumPanics(t *testing.T) {
	for want, f := range map[string]func(){
		"1 values for 2 constants": func() { types.EnumOf(types.Enum("a"), low, high) },
		"given twice":              func() { types.EnumOf(types.Enum("a", "b"), low, low) },
		"too small":                func() { types.Enum("a", "long").WithLength(3) },
	} {
		t.Run(want, func(t *testing.T) {
			defer func() {
				if got, _ := recover().(string); !strings.Contains(got, want) {
					t.Errorf("panic %q", got)
				}
			}()
			f()
		})
	}
}

func TestEnumForms(t *testing.T) {
	e := types.Enum("a", "long").Named("e")
	for want, got := range map[string]types.EnumType{
		"ENUM('a', 'long') e":                   e,
		"ENUM('a', 'long') e VARCHAR(4)":        e.AsVarchar(),
		"ENUM('a', 'long') e VARCHAR(4) CHECK":  e.Checked(),
		"ENUM('a', 'long') e VARCHAR(20)":       e.WithLength(9).WithLength(20),
		"ENUM('a', 'long') e VARCHAR(20) CHECK": e.Checked().WithLength(20),
	} {
		if got.SQLType() != want {
			t.Errorf("got %s, want %s", got.SQLType(), want)
		}
	}
}
