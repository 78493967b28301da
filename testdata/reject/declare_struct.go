package reject

import "github.com/azoth-orm/azoth/orm"

// What Declare maps is a mapping struct, not the entity.
var Others = orm.Declare[User](Base, "others") /* ERROR `\*User does not satisfy orm.MappingStruct\[User\]` */
