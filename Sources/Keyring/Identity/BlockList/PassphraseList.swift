// Made by compose.py; see README.md beside it for origins and licences.
// A string literal, because an array literal of this size takes the compiler half a minute.

enum PassphraseList {
  /// Sorted lower-case ASCII, a line each.
  static let text = """
                   
                    
                        
    !!!!!!!!!!!!!!!
    !!!!!!!!!!!!!!!!
    !!!!!!!!!!!!!!!!!!!!
    ***************
    ****************
    ********************
    ---------------
    ----------------
    --------------------
    ...............
    ................
    ....................
    000000 000000 000000
    000000000000000
    0000000000000000
    000000000000000000
    00000000000000000000
    010203 010203 010203
    010203010203010203
    0123456789 0123456789
    0123456789 0123456789 0123456789
    01234567890123456789
    012345678901234567890123456789
    0987654321 0987654321
    0987654321 0987654321 0987654321
    098765432109876
    0987654321098765
    098765432109876543
    09876543210987654321
    098765432109876543210987
    09876543210987654321098765
    098765432109876543210987654321
    0p;/9ol.8ik,7ujm
    0p;/9ol.8ik,7ujm6yhn
    0p;/9ol.8ik,7ujm6yhn5tgb
    0p;/9ol.8ik,7ujm6yhn5tgb4rfv
    0p;/9ol.8ik,7ujm6yhn5tgb4rfv3edc
    0p;/9ol.8ik,7ujm6yhn5tgb4rfv3edc2wsx
    0p;/9ol.8ik,7ujm6yhn5tgb4rfv3edc2wsx1qaz
    101010 101010 101010
    101010101010101010
    102030 102030 102030
    102030102030102030
    11111 11111 11111
    111111 111111 111111
    1111111 1111111
    1111111 1111111 1111111
    11111111 11111111
    11111111 11111111 11111111
    1111111111 1111111111
    1111111111 1111111111 1111111111
    111111111111111
    1111111111111111
    111111111111111111
    11111111111111111111
    111111111111111111111
    111111111111111111111111
    111111111111111111111111111111
    111222333444555
    112233 112233 112233
    112233112233112233
    121212 121212 121212
    121212121212121212
    122333444455555
    123123 123123 123123
    123123123 123123123
    123123123 123123123 123123123
    123123123123123123
    123123123123123123123123123
    123321 123321 123321
    123321123321123321
    12345 12345 12345
    123451234512345
    123456 123456 123456
    123456123456123456
    1234567 1234567
    1234567 1234567 1234567
    123456712345671234567
    12345678 12345678
    12345678 12345678 12345678
    1234567812345678
    123456781234567812345678
    1234567887654321
    123456789 123456789
    123456789 123456789 123456789
    1234567890 1234567890
    1234567890 1234567890 1234567890
    123456789009876
    1234567890098765
    123456789009876543
    12345678900987654321
    123456789009876543211234
    12345678900987654321123456
    123456789012345
    1234567890123456
    123456789012345678
    12345678901234567890
    123456789012345678901234
    12345678901234567890123456
    123456789012345678901234567890
    1234567890987654321
    1234567890qwerty
    1234567890qwertyuiop
    123456789101112
    123456789123456
    1234567891234567
    123456789123456789
    123456789123456789123456789
    12345678987654321
    123456789987654321
    123456789a 123456789a
    123456789a 123456789a 123456789a
    123456789a123456789a
    123456789a123456789a123456789a
    123456789qwerty
    123456a 123456a
    123456a 123456a 123456a
    123456a123456a123456a
    123456q 123456q
    123456q 123456q 123456q
    123456q123456q123456q
    123456qwertyasdfgh
    12345a 12345a 12345a
    12345a12345a12345a
    1234abcd1234abcd
    1234qwer 1234qwer
    1234qwer 1234qwer 1234qwer
    1234qwer1234qwer
    1234qwer1234qwer1234qwer
    1234qwerasdfzxcv
    123654 123654 123654
    123654123654123654
    123abc 123abc 123abc
    123abc123abc123abc
    123qwe 123qwe 123qwe
    123qwe123qwe123qwe
    12qwaszx 12qwaszx
    12qwaszx 12qwaszx 12qwaszx
    12qwaszx12qwaszx
    12qwaszx12qwaszx12qwaszx
    131313 131313 131313
    131313131313131313
    147258 147258 147258
    147258147258147258
    147258369 147258369
    147258369 147258369 147258369
    147258369147258369
    147258369147258369147258369
    159357 159357 159357
    159357159357159357
    159753 159753 159753
    159753159753159753
    1a2b3c4d5e6f7g8h
    1g2w3e4r 1g2w3e4r
    1g2w3e4r 1g2w3e4r 1g2w3e4r
    1g2w3e4r1g2w3e4r
    1g2w3e4r1g2w3e4r1g2w3e4r
    1q2w3e 1q2w3e 1q2w3e
    1q2w3e1q2w3e1q2w3e
    1q2w3e4r 1q2w3e4r
    1q2w3e4r 1q2w3e4r 1q2w3e4r
    1q2w3e4r1q2w3e4r
    1q2w3e4r1q2w3e4r1q2w3e4r
    1q2w3e4r5t 1q2w3e4r5t
    1q2w3e4r5t 1q2w3e4r5t 1q2w3e4r5t
    1q2w3e4r5t1q2w3e4r5t
    1q2w3e4r5t1q2w3e4r5t1q2w3e4r5t
    1q2w3e4r5t6y7u8i
    1q2w3e4r5t6y7u8i9o
    1q2w3e4r5t6y7u8i9o0p
    1qa2ws3ed4rf5tg
    1qaz2wsx 1qaz2wsx
    1qaz2wsx 1qaz2wsx 1qaz2wsx
    1qaz2wsx1qaz2wsx
    1qaz2wsx1qaz2wsx1qaz2wsx
    1qaz2wsx3edc4rfv
    1qaz2wsx3edc4rfv5tgb
    1qaz2wsx3edc4rfv5tgb6yhn
    1qaz2wsx3edc4rfv5tgb6yhn7ujm
    1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,
    1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.
    1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/
    1qazxsw23edcvfr4
    222222 222222 222222
    222222222222222
    2222222222222222
    222222222222222222
    22222222222222222222
    23176djivanfros
    27182818284590452
    2wsx3edc4rfv5tgb
    2wsx3edc4rfv5tgb6yhn
    2wsx3edc4rfv5tgb6yhn7ujm
    2wsx3edc4rfv5tgb6yhn7ujm8ik,
    2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.
    2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/
    3.14159265358979
    31415926535897932384626433832795
    333333 333333 333333
    333333333333333
    3333333333333333
    333333333333333333
    33333333333333333333
    3edc4rfv5tgb6yhn
    3edc4rfv5tgb6yhn7ujm
    3edc4rfv5tgb6yhn7ujm8ik,
    3edc4rfv5tgb6yhn7ujm8ik,9ol.
    3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/
    444444444444444
    4444444444444444
    44444444444444444444
    4rfv3edc2wsx1qaz
    4rfv5tgb6yhn7ujm
    4rfv5tgb6yhn7ujm8ik,
    4rfv5tgb6yhn7ujm8ik,9ol.
    4rfv5tgb6yhn7ujm8ik,9ol.0p;/
    5201314 5201314
    5201314 5201314 5201314
    520131452013145201314
    555555 555555 555555
    555555555555555
    5555555555555555
    555555555555555555
    55555555555555555555
    5tgb4rfv3edc2wsx
    5tgb4rfv3edc2wsx1qaz
    5tgb6yhn7ujm8ik,
    5tgb6yhn7ujm8ik,9ol.
    5tgb6yhn7ujm8ik,9ol.0p;/
    654321 654321 654321
    654321654321654321
    666666 666666 666666
    666666666666666
    6666666666666666
    666666666666666666
    66666666666666666666
    696969 696969 696969
    696969696969696969
    6yhn5tgb4rfv3edc
    6yhn5tgb4rfv3edc2wsx
    6yhn5tgb4rfv3edc2wsx1qaz
    6yhn7ujm8ik,9ol.
    6yhn7ujm8ik,9ol.0p;/
    777777 777777 777777
    7777777 7777777
    7777777 7777777 7777777
    777777777777777
    7777777777777777
    777777777777777777
    77777777777777777777
    777777777777777777777
    789456 789456 789456
    789456123 789456123
    789456123 789456123 789456123
    789456123789456123
    789456123789456123789456123
    789456789456789456
    7ujm6yhn5tgb4rfv
    7ujm6yhn5tgb4rfv3edc
    7ujm6yhn5tgb4rfv3edc2wsx
    7ujm6yhn5tgb4rfv3edc2wsx1qaz
    7ujm8ik,9ol.0p;/
    888888 888888 888888
    88888888 88888888
    88888888 88888888 88888888
    888888888888888
    8888888888888888
    888888888888888888
    88888888888888888888
    888888888888888888888888
    8ik,7ujm6yhn5tgb
    8ik,7ujm6yhn5tgb4rfv
    8ik,7ujm6yhn5tgb4rfv3edc
    8ik,7ujm6yhn5tgb4rfv3edc2wsx
    8ik,7ujm6yhn5tgb4rfv3edc2wsx1qaz
    987654 987654 987654
    987654321 987654321
    987654321 987654321 987654321
    987654321987654321
    987654321987654321987654321
    987654987654987654
    999999 999999 999999
    999999999999999
    9999999999999999
    999999999999999999
    99999999999999999999
    9ol.8ik,7ujm6yhn
    9ol.8ik,7ujm6yhn5tgb
    9ol.8ik,7ujm6yhn5tgb4rfv
    9ol.8ik,7ujm6yhn5tgb4rfv3edc
    9ol.8ik,7ujm6yhn5tgb4rfv3edc2wsx
    9ol.8ik,7ujm6yhn5tgb4rfv3edc2wsx1qaz
    ???????????????
    ????????????????
    ????????????????????
    _______________
    ________________
    ____________________
    a very long passphrase
    a very long password
    a12345 a12345 a12345
    a123456 a123456
    a123456 a123456 a123456
    a123456a123456a123456
    a12345a12345a12345
    a1b2c3d4e5f6g7h8
    a1b2c3d4e5f6g7h8i9j0
    aaaaaa aaaaaa aaaaaa
    aaaaaaaaaaaaaaa
    aaaaaaaaaaaaaaaa
    aaaaaaaaaaaaaaaaaa
    aaaaaaaaaaaaaaaaaaaa
    abc123 abc123 abc123
    abc123abc123abc123
    abcd1234 abcd1234
    abcd1234 abcd1234 abcd1234
    abcd1234abcd1234
    abcd1234abcd1234abcd1234
    abcdefg12345678
    abcdefghijklmno
    abcdefghijklmnop
    abcdefghijklmnopqr
    abcdefghijklmnopqrst
    abcdefghijklmnopqrstuvwx
    abcdefghijklmnopqrstuvwxyz
    accomplishments
    acknowledgement
    acknowledgments
    administratively
    administrator123
    administrator1234
    administratoradministrator
    amanda amanda amanda
    amandaamandaamanda
    andrea andrea andrea
    andreaandreaandrea
    andrew andrew andrew
    andrewandrewandrew
    angel1 angel1 angel1
    angel1angel1angel1
    anthony anthony
    anthony anthony anthony
    anthony1 anthony1
    anthony1 anthony1 anthony1
    anthony1anthony1
    anthony1anthony1anthony1
    anthonyanthonyanthony
    antidisestablishmentarianism
    apple apple apple
    appleappleapple
    asd123 asd123 asd123
    asd123asd123asd123
    asdasd asdasd asdasd
    asdasdasdasdasdasd
    asdf1234 asdf1234
    asdf1234 asdf1234 asdf1234
    asdf1234asdf1234
    asdf1234asdf1234asdf1234
    asdfgh asdfgh asdfgh
    asdfghasdfghasdfgh
    asdfghjkl asdfghjkl
    asdfghjkl asdfghjkl asdfghjkl
    asdfghjkl:&#39:
    asdfghjklasdfgh
    asdfghjklasdfghj
    asdfghjklasdfghjkl
    asdfghjklasdfghjklas
    asdfghjklasdfghjklasdfgh
    asdfghjklasdfghjklasdfghjk
    asdfghjklasdfghjklasdfghjkl
    asdfghjkllkjhgf
    asdfghjkllkjhgfd
    asdfghjkllkjhgfdsa
    asdfghjkllkjhgfdsaas
    asdfghjkllkjhgfdsaasdfgh
    asdfghjkllkjhgfdsaasdfghjk
    asdfghjklzxcvbnm
    ashley ashley ashley
    ashleyashleyashley
    asshole1 asshole1
    asshole1 asshole1 asshole1
    asshole1asshole1
    asshole1asshole1asshole1
    autobiographical
    averylongpassphrase
    averylongpassword
    azerty azerty azerty
    azertyazertyazerty
    azertyuiopazert
    azertyuiopazerty
    azertyuiopazertyui
    azertyuiopazertyuiop
    azertyuiopazertyuiopazer
    azertyuiopazertyuiopazerty
    azertyuioppoiuy
    azertyuioppoiuyt
    azertyuioppoiuytre
    azertyuioppoiuytreza
    azertyuioppoiuytrezaazer
    azertyuioppoiuytrezaazerty
    babygirl babygirl
    babygirl babygirl babygirl
    babygirl1 babygirl1
    babygirl1 babygirl1 babygirl1
    babygirl1babygirl1
    babygirl1babygirl1babygirl1
    babygirlbabygirl
    babygirlbabygirlbabygirl
    baseball baseball
    baseball baseball baseball
    baseball1 baseball1
    baseball1 baseball1 baseball1
    baseball1baseball1
    baseball1baseball1baseball1
    baseballbaseball
    baseballbaseballbaseball
    basketball basketball
    basketball basketball basketball
    basketballbasketball
    basketballbasketballbasketball
    batman batman batman
    batmanbatmanbatman
    bbbbbbbbbbbbbbb
    bbbbbbbbbbbbbbbb
    bbbbbbbbbbbbbbbbbbbb
    bgt56yhnmju78ik,
    bgt56yhnmju78ik,.lo9
    bgt56yhnmju78ik,.lo90p;/
    bgt5nhy6mju7,ki8
    bgt5nhy6mju7,ki8.lo9
    bgt5nhy6mju7,ki8.lo9/;p0
    bitch1 bitch1 bitch1
    bitch1bitch1bitch1
    blink182 blink182
    blink182 blink182 blink182
    blink182blink182
    blink182blink182blink182
    bpgjldsgjldthnf
    buster buster buster
    busterbusterbuster
    butterfly butterfly
    butterfly butterfly butterfly
    butterflybutterfly
    butterflybutterflybutterfly
    case file case file
    case file case file case file
    case file passphrase
    case file passphrase1
    case file passphrase123
    case file password
    case file password1
    case file password123
    case file-passphrase
    case file-passphrase1
    case file-passphrase123
    case file-password
    case file-password1
    case file-password123
    case file123456
    case file123456789
    case filecase file
    case filecase filecase file
    case filepassphrase
    case filepassphrase1
    case filepassphrase123
    case filepassword
    case filepassword1
    case filepassword123
    case note case note
    case note case note case note
    case note passphrase
    case note passphrase1
    case note passphrase123
    case note password
    case note password1
    case note password123
    case note-passphrase
    case note-passphrase1
    case note-passphrase123
    case note-password
    case note-password1
    case note-password123
    case note123456
    case note123456789
    case notecase note
    case notecase notecase note
    case notepassphrase
    case notepassphrase1
    case notepassphrase123
    case notepassword
    case notepassword1
    case notepassword123
    case notes case notes
    case notes case notes case notes
    case notes passphrase
    case notes passphrase1
    case notes passphrase123
    case notes password
    case notes password1
    case notes password123
    case notes-passphrase
    case notes-passphrase1
    case notes-passphrase123
    case notes-password
    case notes-password1
    case notes-password123
    case notes12345
    case notes123456
    case notes123456789
    case notescase notes
    case notescase notescase notes
    case notespassphrase
    case notespassphrase1
    case notespassphrase123
    case notespassword
    case notespassword1
    case notespassword123
    case vault case vault
    case vault case vault case vault
    case vault passphrase
    case vault passphrase1
    case vault passphrase123
    case vault password
    case vault password1
    case vault password123
    case vault-passphrase
    case vault-passphrase1
    case vault-passphrase123
    case vault-password
    case vault-password1
    case vault-password123
    case vault12345
    case vault123456
    case vault123456789
    case vaultcase vault
    case vaultcase vaultcase vault
    case vaultpassphrase
    case vaultpassphrase1
    case vaultpassphrase123
    case vaultpassword
    case vaultpassword1
    case vaultpassword123
    casefile casefile
    casefile casefile casefile
    casefile passphrase
    casefile passphrase1
    casefile passphrase123
    casefile password
    casefile password1
    casefile password123
    casefile-passphrase
    casefile-passphrase1
    casefile-passphrase123
    casefile-password
    casefile-password1
    casefile-password123
    casefile123456789
    casefilecasefile
    casefilecasefilecasefile
    casefilepassphrase
    casefilepassphrase1
    casefilepassphrase123
    casefilepassword
    casefilepassword1
    casefilepassword123
    casenotes casenotes
    casenotes casenotes casenotes
    casenotes passphrase
    casenotes passphrase1
    casenotes passphrase123
    casenotes password
    casenotes password1
    casenotes password123
    casenotes-passphrase
    casenotes-passphrase1
    casenotes-passphrase123
    casenotes-password
    casenotes-password1
    casenotes-password123
    casenotes123456
    casenotes123456789
    casenotescasenotes
    casenotescasenotescasenotes
    casenotespassphrase
    casenotespassphrase1
    casenotespassphrase123
    casenotespassword
    casenotespassword1
    casenotespassword123
    casevault casevault
    casevault casevault casevault
    casevault passphrase
    casevault passphrase1
    casevault passphrase123
    casevault password
    casevault password1
    casevault password123
    casevault vault
    casevault vault casevault vault
    casevault vault casevault vault casevault vault
    casevault vault passphrase
    casevault vault passphrase1
    casevault vault passphrase123
    casevault vault password
    casevault vault password1
    casevault vault password123
    casevault vault!
    casevault vault-passphrase
    casevault vault-passphrase1
    casevault vault-passphrase123
    casevault vault-password
    casevault vault-password1
    casevault vault-password123
    casevault vault1
    casevault vault123
    casevault vault123!
    casevault vault1234
    casevault vault12345
    casevault vault123456
    casevault vault123456789
    casevault vaultcasevault vault
    casevault vaultcasevault vaultcasevault vault
    casevault vaultpassphrase
    casevault vaultpassphrase1
    casevault vaultpassphrase123
    casevault vaultpassword
    casevault vaultpassword1
    casevault vaultpassword123
    casevault-passphrase
    casevault-passphrase1
    casevault-passphrase123
    casevault-password
    casevault-password1
    casevault-password123
    casevault123456
    casevault123456789
    casevaultcasevault
    casevaultcasevaultcasevault
    casevaultpassphrase
    casevaultpassphrase1
    casevaultpassphrase123
    casevaultpassword
    casevaultpassword1
    casevaultpassword123
    ccccccccccccccc
    cccccccccccccccc
    cccccccccccccccccccc
    cde34rfvbgt56yhn
    cde34rfvbgt56yhnmju7
    cde34rfvbgt56yhnmju78ik,
    cde34rfvbgt56yhnmju78ik,.lo9
    cde34rfvbgt56yhnmju78ik,.lo90p;/
    cde3vfr4bgt5nhy6
    cde3vfr4bgt5nhy6mju7
    cde3vfr4bgt5nhy6mju7,ki8
    cde3vfr4bgt5nhy6mju7,ki8.lo9
    cde3vfr4bgt5nhy6mju7,ki8.lo9/;p0
    change me please
    changemechangeme
    changemeplease123
    characteristics
    characterization
    charlie charlie
    charlie charlie charlie
    charlie1 charlie1
    charlie1 charlie1 charlie1
    charlie1charlie1
    charlie1charlie1charlie1
    charliecharliecharlie
    chelsea chelsea
    chelsea chelsea chelsea
    chelseachelseachelsea
    chocolate chocolate
    chocolate chocolate chocolate
    chocolatechocolate
    chocolatechocolatechocolate
    choose a passphrase
    cinematographer
    circumnavigation
    client notes client notes
    client notes client notes client notes
    client notes passphrase
    client notes passphrase1
    client notes passphrase123
    client notes password
    client notes password1
    client notes password123
    client notes-passphrase
    client notes-passphrase1
    client notes-passphrase123
    client notes-password
    client notes-password1
    client notes-password123
    client notes123
    client notes123!
    client notes1234
    client notes12345
    client notes123456
    client notes123456789
    client notesclient notes
    client notesclient notesclient notes
    client notespassphrase
    client notespassphrase1
    client notespassphrase123
    client notespassword
    client notespassword1
    client notespassword123
    clientnotes clientnotes
    clientnotes clientnotes clientnotes
    clientnotes passphrase
    clientnotes passphrase1
    clientnotes passphrase123
    clientnotes password
    clientnotes password1
    clientnotes password123
    clientnotes-passphrase
    clientnotes-passphrase1
    clientnotes-passphrase123
    clientnotes-password
    clientnotes-password1
    clientnotes-password123
    clientnotes123!
    clientnotes1234
    clientnotes12345
    clientnotes123456
    clientnotes123456789
    clientnotesclientnotes
    clientnotesclientnotesclientnotes
    clientnotespassphrase
    clientnotespassphrase1
    clientnotespassphrase123
    clientnotespassword
    clientnotespassword1
    clientnotespassword123
    clinical notes clinical notes
    clinical notes clinical notes clinical notes
    clinical notes passphrase
    clinical notes passphrase1
    clinical notes passphrase123
    clinical notes password
    clinical notes password1
    clinical notes password123
    clinical notes!
    clinical notes-passphrase
    clinical notes-passphrase1
    clinical notes-passphrase123
    clinical notes-password
    clinical notes-password1
    clinical notes-password123
    clinical notes1
    clinical notes123
    clinical notes123!
    clinical notes1234
    clinical notes12345
    clinical notes123456
    clinical notes123456789
    clinical notesclinical notes
    clinical notesclinical notesclinical notes
    clinical notespassphrase
    clinical notespassphrase1
    clinical notespassphrase123
    clinical notespassword
    clinical notespassword1
    clinical notespassword123
    clinicalnotes clinicalnotes
    clinicalnotes clinicalnotes clinicalnotes
    clinicalnotes passphrase
    clinicalnotes passphrase1
    clinicalnotes passphrase123
    clinicalnotes password
    clinicalnotes password1
    clinicalnotes password123
    clinicalnotes-passphrase
    clinicalnotes-passphrase1
    clinicalnotes-passphrase123
    clinicalnotes-password
    clinicalnotes-password1
    clinicalnotes-password123
    clinicalnotes123
    clinicalnotes123!
    clinicalnotes1234
    clinicalnotes12345
    clinicalnotes123456
    clinicalnotes123456789
    clinicalnotesclinicalnotes
    clinicalnotesclinicalnotesclinicalnotes
    clinicalnotespassphrase
    clinicalnotespassphrase1
    clinicalnotespassphrase123
    clinicalnotespassword
    clinicalnotespassword1
    clinicalnotespassword123
    clinician clinician
    clinician clinician clinician
    clinician passphrase
    clinician passphrase1
    clinician passphrase123
    clinician password
    clinician password1
    clinician password123
    clinician-passphrase
    clinician-passphrase1
    clinician-passphrase123
    clinician-password
    clinician-password1
    clinician-password123
    clinician123456
    clinician123456789
    clinicianclinician
    clinicianclinicianclinician
    clinicianpassphrase
    clinicianpassphrase1
    clinicianpassphrase123
    clinicianpassword
    clinicianpassword1
    clinicianpassword123
    computer computer
    computer computer computer
    computercomputer
    computercomputercomputer
    confidential confidential
    confidential confidential confidential
    confidential passphrase
    confidential passphrase1
    confidential passphrase123
    confidential password
    confidential password1
    confidential password123
    confidential-passphrase
    confidential-passphrase1
    confidential-passphrase123
    confidential-password
    confidential-password1
    confidential-password123
    confidential123
    confidential123!
    confidential1234
    confidential12345
    confidential123456
    confidential123456789
    confidentialconfidential
    confidentialconfidentialconfidential
    confidentiality
    confidentiality confidentiality
    confidentiality confidentiality confidentiality
    confidentiality passphrase
    confidentiality passphrase1
    confidentiality passphrase123
    confidentiality password
    confidentiality password1
    confidentiality password123
    confidentiality!
    confidentiality-passphrase
    confidentiality-passphrase1
    confidentiality-passphrase123
    confidentiality-password
    confidentiality-password1
    confidentiality-password123
    confidentiality1
    confidentiality123
    confidentiality123!
    confidentiality1234
    confidentiality12345
    confidentiality123456
    confidentiality123456789
    confidentialityconfidentiality
    confidentialityconfidentialityconfidentiality
    confidentialitypassphrase
    confidentialitypassphrase1
    confidentialitypassphrase123
    confidentialitypassword
    confidentialitypassword1
    confidentialitypassword123
    confidentialpassphrase
    confidentialpassphrase1
    confidentialpassphrase123
    confidentialpassword
    confidentialpassword1
    confidentialpassword123
    congratulations
    conscientiously
    contradistinction
    correct horse battery staple
    correct-horse-battery-staple
    correct.horse.battery.staple
    correct_horse_battery_staple
    correcthorsebatterystaple
    correcthorsebatterystaple1
    correspondingly
    counseling counseling
    counseling counseling counseling
    counseling passphrase
    counseling passphrase1
    counseling passphrase123
    counseling password
    counseling password1
    counseling password123
    counseling-passphrase
    counseling-passphrase1
    counseling-passphrase123
    counseling-password
    counseling-password1
    counseling-password123
    counseling12345
    counseling123456
    counseling123456789
    counselingcounseling
    counselingcounselingcounseling
    counselingpassphrase
    counselingpassphrase1
    counselingpassphrase123
    counselingpassword
    counselingpassword1
    counselingpassword123
    counselling counselling
    counselling counselling counselling
    counselling passphrase
    counselling passphrase1
    counselling passphrase123
    counselling password
    counselling password1
    counselling password123
    counselling-passphrase
    counselling-passphrase1
    counselling-passphrase123
    counselling-password
    counselling-password1
    counselling-password123
    counselling123!
    counselling1234
    counselling12345
    counselling123456
    counselling123456789
    counsellingcounselling
    counsellingcounsellingcounselling
    counsellingpassphrase
    counsellingpassphrase1
    counsellingpassphrase123
    counsellingpassword
    counsellingpassword1
    counsellingpassword123
    counsellor counsellor
    counsellor counsellor counsellor
    counsellor passphrase
    counsellor passphrase1
    counsellor passphrase123
    counsellor password
    counsellor password1
    counsellor password123
    counsellor-passphrase
    counsellor-passphrase1
    counsellor-passphrase123
    counsellor-password
    counsellor-password1
    counsellor-password123
    counsellor12345
    counsellor123456
    counsellor123456789
    counsellorcounsellor
    counsellorcounsellorcounsellor
    counsellorpassphrase
    counsellorpassphrase1
    counsellorpassphrase123
    counsellorpassword
    counsellorpassword1
    counsellorpassword123
    counselor counselor
    counselor counselor counselor
    counselor passphrase
    counselor passphrase1
    counselor passphrase123
    counselor password
    counselor password1
    counselor password123
    counselor-passphrase
    counselor-passphrase1
    counselor-passphrase123
    counselor-password
    counselor-password1
    counselor-password123
    counselor123456
    counselor123456789
    counselorcounselor
    counselorcounselorcounselor
    counselorpassphrase
    counselorpassphrase1
    counselorpassphrase123
    counselorpassword
    counselorpassword1
    counselorpassword123
    counterproductive
    counterrevolution
    crossfertilization
    cryptographically
    daniel daniel daniel
    danieldanieldaniel
    ddddddddddddddd
    dddddddddddddddd
    dddddddddddddddddddd
    decentralization
    deinstitutionalization
    demilitarization
    demon1q2w3e4r5t
    differentiation
    disappointments
    disproportionate
    doomsayer.2.7mords.v
    doomsayer.2.7mords.vv
    dragon dragon dragon
    dragondragondragon
    eeeeeeeeeeeeeee
    eeeeeeeeeeeeeeee
    eeeeeeeeeeeeeeeeeeee
    electrification
    electroencephalogram
    electromagnetic
    enter passphrase
    enter your passphrase
    enterpassphrase
    enthusiastically
    entrepreneurship
    environmentalist
    experimentation
    extemporaneously
    extracurricular
    extraordinarily
    extraterrestrial
    familiyafamiliya
    fffffffffffffff
    ffffffffffffffff
    ffffffffffffffffffff
    floccinaucinihilipilification
    flower flower flower
    flowerflowerflower
    football football
    football football football
    football1 football1
    football1 football1 football1
    football1football1
    football1football1football1
    footballfootball
    footballfootballfootball
    fqrg7cs493 fqrg7cs493
    fqrg7cs493 fqrg7cs493 fqrg7cs493
    fqrg7cs493fqrg7cs493
    fqrg7cs493fqrg7cs493fqrg7cs493
    freedom freedom
    freedom freedom freedom
    freedomfreedomfreedom
    friend of emily
    friend of gerly
    friends friends
    friends friends friends
    friendsfriendsfriends
    fuckyou fuckyou
    fuckyou fuckyou fuckyou
    fuckyou1 fuckyou1
    fuckyou1 fuckyou1 fuckyou1
    fuckyou1fuckyou1
    fuckyou1fuckyou1fuckyou1
    fuckyou2 fuckyou2
    fuckyou2 fuckyou2 fuckyou2
    fuckyou2fuckyou2
    fuckyou2fuckyou2fuckyou2
    fuckyoufuckyoufuckyou
    george george george
    georgegeorgegeorge
    gfhjkm gfhjkm gfhjkm
    gfhjkmgfhjkmgfhjkm
    ggggggggggggggg
    gggggggggggggggg
    gggggggggggggggggggg
    golfer golfer golfer
    golfergolfergolfer
    gwerty gwerty gwerty
    gwerty123 gwerty123
    gwerty123 gwerty123 gwerty123
    gwerty123gwerty123
    gwerty123gwerty123gwerty123
    gwertygwertygwerty
    hannah hannah hannah
    hannahhannahhannah
    happy birthday to you
    happybirthdaytoyou
    hd764nw5d7e1vb1
    hello hello hello
    hello world hello world
    hello1 hello1 hello1
    hello1hello1hello1
    hellohellohello
    helloworldhelloworld
    hhhhhhhhhhhhhhh
    hhhhhhhhhhhhhhhh
    hhhhhhhhhhhhhhhhhhhh
    hippopotomonstrosesquippedaliophobia
    homelesspa homelesspa
    homelesspa homelesspa homelesspa
    homelesspahomelesspa
    homelesspahomelesspahomelesspa
    honorificabilitudinitatibus
    hospitalization
    hunter hunter hunter
    hunter2hunter2hunter2
    hunterhunterhunter
    hyperventilation
    i forgot my password
    i love you forever
    i love you so much
    iforgotmypassword
    iiiiiiiiiiiiiii
    iiiiiiiiiiiiiiii
    iiiiiiiiiiiiiiiiiiii
    iloveu iloveu iloveu
    iloveuiloveuiloveu
    iloveyou iloveyou
    iloveyou iloveyou iloveyou
    iloveyou1 iloveyou1
    iloveyou1 iloveyou1 iloveyou1
    iloveyou1iloveyou1
    iloveyou1iloveyou1iloveyou1
    iloveyou2 iloveyou2
    iloveyou2 iloveyou2 iloveyou2
    iloveyou2iloveyou2
    iloveyou2iloveyou2iloveyou2
    iloveyouforever
    iloveyouiloveyou
    iloveyouiloveyouiloveyou
    iloveyousomuch1
    in the beginning was the word
    inactive1996aug
    incompatibilities
    incomprehensible
    inconsequential
    individualistic
    industrialization
    instrumentation
    insubordination
    intellectualize
    intercontinental
    interdisciplinary
    internationalization
    internationally
    interpretations
    irresponsibility
    j38ifubn j38ifubn
    j38ifubn j38ifubn j38ifubn
    j38ifubnj38ifubn
    j38ifubnj38ifubnj38ifubn
    jennifer jennifer
    jennifer jennifer jennifer
    jenniferjennifer
    jenniferjenniferjennifer
    jessica jessica
    jessica jessica jessica
    jessica1 jessica1
    jessica1 jessica1 jessica1
    jessica1jessica1
    jessica1jessica1jessica1
    jessicajessicajessica
    jesus1 jesus1 jesus1
    jesus1jesus1jesus1
    jjjjjjjjjjjjjjj
    jjjjjjjjjjjjjjjj
    jjjjjjjjjjjjjjjjjjjj
    john!20130605at1753
    jordan jordan jordan
    jordan23 jordan23
    jordan23 jordan23 jordan23
    jordan23jordan23
    jordan23jordan23jordan23
    jordanjordanjordan
    joshua joshua joshua
    joshuajoshuajoshua
    justin justin justin
    justinjustinjustin
    kartoffelpuffer
    killer killer killer
    killerkillerkiller
    kindheartedness
    kkkkkkkkkkkkkkk
    kkkkkkkkkkkkkkkk
    kkkkkkkkkkkkkkkkkkkk
    let me in please
    letmein letmein
    letmein letmein letmein
    letmeinletmeinletmein
    lhbjkjubz2957704
    lightheartedness
    lightpower12345
    linkedin linkedin
    linkedin linkedin linkedin
    linkedinlinkedin
    linkedinlinkedinlinkedin
    liverpool liverpool
    liverpool liverpool liverpool
    liverpoolliverpool
    liverpoolliverpoolliverpool
    lkjhgfdsalkjhgf
    lkjhgfdsalkjhgfd
    lkjhgfdsalkjhgfdsa
    lkjhgfdsalkjhgfdsalk
    lkjhgfdsalkjhgfdsalkjhgf
    lkjhgfdsalkjhgfdsalkjhgfds
    lllllllllllllll
    llllllllllllllll
    llllllllllllllllllll
    lorem ipsum dolor
    lorem ipsum dolor sit amet
    loremipsumdolorsitamet
    love123 love123
    love123 love123 love123
    love123love123love123
    lovely lovely lovely
    lovelylovelylovely
    loveme loveme loveme
    lovemelovemeloveme
    maggie maggie maggie
    maggiemaggiemaggie
    mailcreated5240
    manchesterunited
    marina marina marina
    marinamarinamarina
    master master master
    mastermastermaster
    matthew matthew
    matthew matthew matthew
    matthewmatthewmatthew
    may the force be with you
    maytheforcebewithyou
    mega_pizdetz666
    michael michael
    michael michael michael
    michael1 michael1
    michael1 michael1 michael1
    michael1michael1
    michael1michael1michael1
    michaelmichaelmichael
    michelle michelle
    michelle michelle michelle
    michellemichelle
    michellemichellemichelle
    migrationschool
    misappropriation
    miscommunication
    misinterpretation
    misunderstanding
    mju7,ki8.lo9/;p0
    mju78ik,.lo90p;/
    mmmmmmmmmmmmmmm
    mmmmmmmmmmmmmmmm
    mmmmmmmmmmmmmmmmmmmm
    mnbvcxzmnbvcxzm
    mnbvcxzmnbvcxzmn
    mnbvcxzmnbvcxzmnbv
    mnbvcxzmnbvcxzmnbvcx
    mnbvcxzmnbvcxzmnbvcxzmnb
    mnbvcxzmnbvcxzmnbvcxzmnbvc
    momsanaladventure
    money1 money1 money1
    money1money1money1
    monkey monkey monkey
    monkey1 monkey1
    monkey1 monkey1 monkey1
    monkey1monkey1monkey1
    monkeymonkeymonkey
    mother mother mother
    mothermothermother
    multidisciplinary
    my clients my clients
    my clients my clients my clients
    my clients passphrase
    my clients passphrase1
    my clients passphrase123
    my clients password
    my clients password1
    my clients password123
    my clients-passphrase
    my clients-passphrase1
    my clients-passphrase123
    my clients-password
    my clients-password1
    my clients-password123
    my clients12345
    my clients123456
    my clients123456789
    my clientsmy clients
    my clientsmy clientsmy clients
    my clientspassphrase
    my clientspassphrase1
    my clientspassphrase123
    my clientspassword
    my clientspassword1
    my clientspassword123
    my secret password
    my vault my vault
    my vault my vault my vault
    my vault passphrase
    my vault passphrase1
    my vault passphrase123
    my vault password
    my vault password1
    my vault password123
    my vault-passphrase
    my vault-passphrase1
    my vault-passphrase123
    my vault-password
    my vault-password1
    my vault-password123
    my vault123456789
    my vaultmy vault
    my vaultmy vaultmy vault
    my vaultpassphrase
    my vaultpassphrase1
    my vaultpassphrase123
    my vaultpassword
    my vaultpassword1
    my vaultpassword123
    my voice is my passport
    myclients myclients
    myclients myclients myclients
    myclients passphrase
    myclients passphrase1
    myclients passphrase123
    myclients password
    myclients password1
    myclients password123
    myclients-passphrase
    myclients-passphrase1
    myclients-passphrase123
    myclients-password
    myclients-password1
    myclients-password123
    myclients123456
    myclients123456789
    myclientsmyclients
    myclientsmyclientsmyclients
    myclientspassphrase
    myclientspassphrase1
    myclientspassphrase123
    myclientspassword
    myclientspassword1
    myclientspassword123
    mysecretpassphrase
    mysecretpassword
    myspace1 myspace1
    myspace1 myspace1 myspace1
    myspace1myspace1
    myspace1myspace1myspace1
    myvault myvault
    myvault myvault myvault
    myvault passphrase
    myvault passphrase1
    myvault passphrase123
    myvault password
    myvault password1
    myvault password123
    myvault-passphrase
    myvault-passphrase1
    myvault-passphrase123
    myvault-password
    myvault-password1
    myvault-password123
    myvault123456789
    myvaultmyvaultmyvault
    myvaultpassphrase
    myvaultpassphrase1
    myvaultpassphrase123
    myvaultpassword
    myvaultpassword1
    myvaultpassword123
    myvoiceismypassport
    naruto naruto naruto
    narutonarutonaruto
    nationalization
    nemvxyheqdd5oqxyxyzi
    neuropsychologist
    neworleans12345
    nhy67ujm,ki89ol.
    nhy67ujm,ki89ol./;p0
    nhy6mju7,ki8.lo9
    nhy6mju7,ki8.lo9/;p0
    nicole nicole nicole
    nicolenicolenicole
    nnnnnnnnnnnnnnn
    nnnnnnnnnnnnnnnn
    nnnnnnnnnnnnnnnnnnnn
    notwithstanding
    number1 number1
    number1 number1 number1
    number1number1number1
    once upon a time
    onceuponatime123
    ooooooooooooooo
    oooooooooooooooo
    oooooooooooooooooooo
    open sesame open sesame
    oversimplification
    p@ssw0rd123456789
    p@ssw0rdp@ssw0rd
    pakistan pakistan
    pakistan pakistan pakistan
    pakistanpakistan
    pakistanpakistanpakistan
    parliamentarian
    parola parola parola
    parolaparolaparola
    passer2009 passer2009
    passer2009 passer2009 passer2009
    passer2009passer2009
    passer2009passer2009passer2009
    passphrase case file
    passphrase case note
    passphrase case notes
    passphrase case vault
    passphrase casefile
    passphrase casenotes
    passphrase casevault
    passphrase casevault vault
    passphrase client notes
    passphrase clientnotes
    passphrase clinical notes
    passphrase clinicalnotes
    passphrase clinician
    passphrase confidential
    passphrase confidentiality
    passphrase counseling
    passphrase counselling
    passphrase counsellor
    passphrase counselor
    passphrase my clients
    passphrase my vault
    passphrase myclients
    passphrase myvault
    passphrase practice
    passphrase private practice
    passphrase privatepractice
    passphrase progress notes
    passphrase progressnotes
    passphrase psychotherapist
    passphrase psychotherapy
    passphrase social work
    passphrase social worker
    passphrase socialwork
    passphrase socialworker
    passphrase supervisor
    passphrase therapist
    passphrase therapy
    passphrase-case file
    passphrase-case note
    passphrase-case notes
    passphrase-case vault
    passphrase-casefile
    passphrase-casenotes
    passphrase-casevault
    passphrase-casevault vault
    passphrase-client notes
    passphrase-clientnotes
    passphrase-clinical notes
    passphrase-clinicalnotes
    passphrase-clinician
    passphrase-confidential
    passphrase-confidentiality
    passphrase-counseling
    passphrase-counselling
    passphrase-counsellor
    passphrase-counselor
    passphrase-my clients
    passphrase-my vault
    passphrase-myclients
    passphrase-myvault
    passphrase-practice
    passphrase-private practice
    passphrase-privatepractice
    passphrase-progress notes
    passphrase-progressnotes
    passphrase-psychotherapist
    passphrase-psychotherapy
    passphrase-social work
    passphrase-social worker
    passphrase-socialwork
    passphrase-socialworker
    passphrase-supervisor
    passphrase-therapist
    passphrase-therapy
    passphrasecase file
    passphrasecase note
    passphrasecase notes
    passphrasecase vault
    passphrasecasefile
    passphrasecasenotes
    passphrasecasevault
    passphrasecasevault vault
    passphraseclient notes
    passphraseclientnotes
    passphraseclinical notes
    passphraseclinicalnotes
    passphraseclinician
    passphraseconfidential
    passphraseconfidentiality
    passphrasecounseling
    passphrasecounselling
    passphrasecounsellor
    passphrasecounselor
    passphrasemy clients
    passphrasemy vault
    passphrasemyclients
    passphrasemyvault
    passphrasepractice
    passphraseprivate practice
    passphraseprivatepractice
    passphraseprogress notes
    passphraseprogressnotes
    passphrasepsychotherapist
    passphrasepsychotherapy
    passphrasesocial work
    passphrasesocial worker
    passphrasesocialwork
    passphrasesocialworker
    passphrasesupervisor
    passphrasetherapist
    passphrasetherapy
    passw0rd passw0rd
    passw0rd passw0rd passw0rd
    passw0rdpassw0rd
    passw0rdpassw0rdpassw0rd
    password case file
    password case note
    password case notes
    password case vault
    password casefile
    password casenotes
    password casevault
    password casevault vault
    password client notes
    password clientnotes
    password clinical notes
    password clinicalnotes
    password clinician
    password confidential
    password confidentiality
    password counseling
    password counselling
    password counsellor
    password counselor
    password my clients
    password my vault
    password myclients
    password myvault
    password password
    password password password
    password practice
    password private practice
    password privatepractice
    password progress notes
    password progressnotes
    password psychotherapist
    password psychotherapy
    password social work
    password social worker
    password socialwork
    password socialworker
    password supervisor
    password therapist
    password therapy
    password-case file
    password-case note
    password-case notes
    password-case vault
    password-casefile
    password-casenotes
    password-casevault
    password-casevault vault
    password-client notes
    password-clientnotes
    password-clinical notes
    password-clinicalnotes
    password-clinician
    password-confidential
    password-confidentiality
    password-counseling
    password-counselling
    password-counsellor
    password-counselor
    password-my clients
    password-my vault
    password-myclients
    password-myvault
    password-practice
    password-private practice
    password-privatepractice
    password-progress notes
    password-progressnotes
    password-psychotherapist
    password-psychotherapy
    password-social work
    password-social worker
    password-socialwork
    password-socialworker
    password-supervisor
    password-therapist
    password-therapy
    password1 password1
    password1 password1 password1
    password12345678
    password123456789
    password1234567890
    password1password1
    password1password1password1
    passwordcase file
    passwordcase note
    passwordcase notes
    passwordcase vault
    passwordcasefile
    passwordcasenotes
    passwordcasevault
    passwordcasevault vault
    passwordclient notes
    passwordclientnotes
    passwordclinical notes
    passwordclinicalnotes
    passwordclinician
    passwordconfidential
    passwordconfidentiality
    passwordcounseling
    passwordcounselling
    passwordcounsellor
    passwordcounselor
    passwordmy clients
    passwordmy vault
    passwordmyclients
    passwordmyvault
    passwordpassword
    passwordpassword1
    passwordpasswordpassword
    passwordpractice
    passwordprivate practice
    passwordprivatepractice
    passwordprogress notes
    passwordprogressnotes
    passwordpsychotherapist
    passwordpsychotherapy
    passwordsocial work
    passwordsocial worker
    passwordsocialwork
    passwordsocialworker
    passwordstandard
    passwordsupervisor
    passwordtherapist
    passwordtherapy
    pharmaceuticals
    phenomenological
    photosynthesis1
    please change me
    pneumonoultramicroscopicsilicovolcanoconiosis
    poiuytrewqpoiuy
    poiuytrewqpoiuyt
    poiuytrewqpoiuytre
    poiuytrewqpoiuytrewq
    poiuytrewqpoiuytrewqpoiu
    poiuytrewqpoiuytrewqpoiuyt
    poiuytrezapoiuy
    poiuytrezapoiuyt
    poiuytrezapoiuytre
    poiuytrezapoiuytreza
    poiuytrezapoiuytrezapoiu
    poiuytrezapoiuytrezapoiuyt
    poiuztrewqpoiuz
    poiuztrewqpoiuzt
    poiuztrewqpoiuztre
    poiuztrewqpoiuztrewq
    poiuztrewqpoiuztrewqpoiu
    poiuztrewqpoiuztrewqpoiuzt
    pokemon pokemon
    pokemon pokemon pokemon
    pokemonpokemonpokemon
    polniypizdec0211
    polniypizdec1102
    polniypizdec110211
    ppppppppppppppp
    pppppppppppppppp
    pppppppppppppppppppp
    practice passphrase
    practice passphrase1
    practice passphrase123
    practice password
    practice password1
    practice password123
    practice practice
    practice practice practice
    practice-passphrase
    practice-passphrase1
    practice-passphrase123
    practice-password
    practice-password1
    practice-password123
    practice123456789
    practicepassphrase
    practicepassphrase1
    practicepassphrase123
    practicepassword
    practicepassword1
    practicepassword123
    practicepractice
    practicepracticepractice
    princess princess
    princess princess princess
    princess1 princess1
    princess1 princess1 princess1
    princess1princess1
    princess1princess1princess1
    princessprincess
    princessprincessprincess
    private practice
    private practice passphrase
    private practice passphrase1
    private practice passphrase123
    private practice password
    private practice password1
    private practice password123
    private practice private practice
    private practice private practice private practice
    private practice!
    private practice-passphrase
    private practice-passphrase1
    private practice-passphrase123
    private practice-password
    private practice-password1
    private practice-password123
    private practice1
    private practice123
    private practice123!
    private practice1234
    private practice12345
    private practice123456
    private practice123456789
    private practicepassphrase
    private practicepassphrase1
    private practicepassphrase123
    private practicepassword
    private practicepassword1
    private practicepassword123
    private practiceprivate practice
    private practiceprivate practiceprivate practice
    privatepractice
    privatepractice passphrase
    privatepractice passphrase1
    privatepractice passphrase123
    privatepractice password
    privatepractice password1
    privatepractice password123
    privatepractice privatepractice
    privatepractice privatepractice privatepractice
    privatepractice!
    privatepractice-passphrase
    privatepractice-passphrase1
    privatepractice-passphrase123
    privatepractice-password
    privatepractice-password1
    privatepractice-password123
    privatepractice1
    privatepractice123
    privatepractice123!
    privatepractice1234
    privatepractice12345
    privatepractice123456
    privatepractice123456789
    privatepracticepassphrase
    privatepracticepassphrase1
    privatepracticepassphrase123
    privatepracticepassword
    privatepracticepassword1
    privatepracticepassword123
    privatepracticeprivatepractice
    privatepracticeprivatepracticeprivatepractice
    professionalism
    progress notes passphrase
    progress notes passphrase1
    progress notes passphrase123
    progress notes password
    progress notes password1
    progress notes password123
    progress notes progress notes
    progress notes progress notes progress notes
    progress notes!
    progress notes-passphrase
    progress notes-passphrase1
    progress notes-passphrase123
    progress notes-password
    progress notes-password1
    progress notes-password123
    progress notes1
    progress notes123
    progress notes123!
    progress notes1234
    progress notes12345
    progress notes123456
    progress notes123456789
    progress notespassphrase
    progress notespassphrase1
    progress notespassphrase123
    progress notespassword
    progress notespassword1
    progress notespassword123
    progress notesprogress notes
    progress notesprogress notesprogress notes
    progressnotes passphrase
    progressnotes passphrase1
    progressnotes passphrase123
    progressnotes password
    progressnotes password1
    progressnotes password123
    progressnotes progressnotes
    progressnotes progressnotes progressnotes
    progressnotes-passphrase
    progressnotes-passphrase1
    progressnotes-passphrase123
    progressnotes-password
    progressnotes-password1
    progressnotes-password123
    progressnotes123
    progressnotes123!
    progressnotes1234
    progressnotes12345
    progressnotes123456
    progressnotes123456789
    progressnotespassphrase
    progressnotespassphrase1
    progressnotespassphrase123
    progressnotespassword
    progressnotespassword1
    progressnotespassword123
    progressnotesprogressnotes
    progressnotesprogressnotesprogressnotes
    psychoanalytical
    psychologically
    psychopathology
    psychotherapeutic
    psychotherapist
    psychotherapist passphrase
    psychotherapist passphrase1
    psychotherapist passphrase123
    psychotherapist password
    psychotherapist password1
    psychotherapist password123
    psychotherapist psychotherapist
    psychotherapist psychotherapist psychotherapist
    psychotherapist!
    psychotherapist-passphrase
    psychotherapist-passphrase1
    psychotherapist-passphrase123
    psychotherapist-password
    psychotherapist-password1
    psychotherapist-password123
    psychotherapist1
    psychotherapist123
    psychotherapist123!
    psychotherapist1234
    psychotherapist12345
    psychotherapist123456
    psychotherapist123456789
    psychotherapistpassphrase
    psychotherapistpassphrase1
    psychotherapistpassphrase123
    psychotherapistpassword
    psychotherapistpassword1
    psychotherapistpassword123
    psychotherapistpsychotherapist
    psychotherapistpsychotherapistpsychotherapist
    psychotherapists
    psychotherapy passphrase
    psychotherapy passphrase1
    psychotherapy passphrase123
    psychotherapy password
    psychotherapy password1
    psychotherapy password123
    psychotherapy psychotherapy
    psychotherapy psychotherapy psychotherapy
    psychotherapy-passphrase
    psychotherapy-passphrase1
    psychotherapy-passphrase123
    psychotherapy-password
    psychotherapy-password1
    psychotherapy-password123
    psychotherapy123
    psychotherapy123!
    psychotherapy1234
    psychotherapy12345
    psychotherapy123456
    psychotherapy123456789
    psychotherapypassphrase
    psychotherapypassphrase1
    psychotherapypassphrase123
    psychotherapypassword
    psychotherapypassword1
    psychotherapypassword123
    psychotherapypsychotherapy
    psychotherapypsychotherapypsychotherapy
    purple purple purple
    purplepurplepurple
    q1w2e3r4 q1w2e3r4
    q1w2e3r4 q1w2e3r4 q1w2e3r4
    q1w2e3r4q1w2e3r4
    q1w2e3r4q1w2e3r4q1w2e3r4
    q1w2e3r4t5y6 q1w2e3r4t5y6
    q1w2e3r4t5y6 q1w2e3r4t5y6 q1w2e3r4t5y6
    q1w2e3r4t5y6q1w2e3r4t5y6
    q1w2e3r4t5y6q1w2e3r4t5y6q1w2e3r4t5y6
    q1w2e3r4t5y6u7i8
    q1w2e3r4t5y6u7i8o9p0
    qazwsx qazwsx qazwsx
    qazwsxedc qazwsxedc
    qazwsxedc qazwsxedc qazwsxedc
    qazwsxedcqazwsxedc
    qazwsxedcqazwsxedcqazwsxedc
    qazwsxedcrfvtgb
    qazwsxqazwsxqazwsx
    qqqqqqqqqqqqqqq
    qqqqqqqqqqqqqqqq
    qqqqqqqqqqqqqqqqqqqq
    qwe123 qwe123 qwe123
    qwe123qwe123qwe123
    qwer1234 qwer1234
    qwer1234 qwer1234 qwer1234
    qwer1234qwer1234
    qwer1234qwer1234qwer1234
    qwert qwert qwert
    qwertasdfgzxcvb
    qwertqwertqwert
    qwerty qwerty qwerty
    qwerty1 qwerty1
    qwerty1 qwerty1 qwerty1
    qwerty12 qwerty12
    qwerty12 qwerty12 qwerty12
    qwerty123 qwerty123
    qwerty123 qwerty123 qwerty123
    qwerty123456789
    qwerty1234567890
    qwerty123qwerty123
    qwerty123qwerty123qwerty123
    qwerty12qwerty12
    qwerty12qwerty12qwerty12
    qwerty1qwerty1qwerty1
    qwertyasdfghzxcvbn
    qwertyqwertyqwerty
    qwertyuiop qwertyuiop
    qwertyuiop qwertyuiop qwertyuiop
    qwertyuiop12345
    qwertyuiop123456
    qwertyuiop123456789
    qwertyuiop1234567890
    qwertyuiop[]asdfghjkl
    qwertyuiopasdfghjkl
    qwertyuiopasdfghjklzxcvbnm
    qwertyuioppoiuy
    qwertyuioppoiuyt
    qwertyuioppoiuytre
    qwertyuioppoiuytrewq
    qwertyuioppoiuytrewqqwer
    qwertyuioppoiuytrewqqwerty
    qwertyuiopqwert
    qwertyuiopqwerty
    qwertyuiopqwertyui
    qwertyuiopqwertyuiop
    qwertyuiopqwertyuiopqwer
    qwertyuiopqwertyuiopqwerty
    qwertyuiopqwertyuiopqwertyuiop
    qwertzuioppoiuz
    qwertzuioppoiuzt
    qwertzuioppoiuztre
    qwertzuioppoiuztrewq
    qwertzuioppoiuztrewqqwer
    qwertzuioppoiuztrewqqwertz
    qwertzuiopqwert
    qwertzuiopqwertz
    qwertzuiopqwertzui
    qwertzuiopqwertzuiop
    qwertzuiopqwertzuiopqwer
    qwertzuiopqwertzuiopqwertz
    rationalization
    recommendations
    reconsiderations
    rehabilitations
    representations
    representatives
    responsibilities
    revolutionaries
    robert robert robert
    robertrobertrobert
    rrrrrrrrrrrrrrr
    rrrrrrrrrrrrrrrr
    rrrrrrrrrrrrrrrrrrrr
    samantha samantha
    samantha samantha samantha
    samanthasamantha
    samanthasamanthasamantha
    samsung samsung
    samsung samsung samsung
    samsungsamsungsamsung
    schizophrenically
    sdf7asdf6asdg8df
    secret passphrase
    secret secret secret
    secretpassphrase
    secretsecretsecret
    shadow shadow shadow
    shadowshadowshadow
    simultaneously1
    soccer soccer soccer
    soccer1 soccer1
    soccer1 soccer1 soccer1
    soccer1soccer1soccer1
    soccersoccersoccer
    social work passphrase
    social work passphrase1
    social work passphrase123
    social work password
    social work password1
    social work password123
    social work social work
    social work social work social work
    social work-passphrase
    social work-passphrase1
    social work-passphrase123
    social work-password
    social work-password1
    social work-password123
    social work123!
    social work1234
    social work12345
    social work123456
    social work123456789
    social worker passphrase
    social worker passphrase1
    social worker passphrase123
    social worker password
    social worker password1
    social worker password123
    social worker social worker
    social worker social worker social worker
    social worker-passphrase
    social worker-passphrase1
    social worker-passphrase123
    social worker-password
    social worker-password1
    social worker-password123
    social worker123
    social worker123!
    social worker1234
    social worker12345
    social worker123456
    social worker123456789
    social workerpassphrase
    social workerpassphrase1
    social workerpassphrase123
    social workerpassword
    social workerpassword1
    social workerpassword123
    social workersocial worker
    social workersocial workersocial worker
    social workpassphrase
    social workpassphrase1
    social workpassphrase123
    social workpassword
    social workpassword1
    social workpassword123
    social worksocial work
    social worksocial worksocial work
    socialwork passphrase
    socialwork passphrase1
    socialwork passphrase123
    socialwork password
    socialwork password1
    socialwork password123
    socialwork socialwork
    socialwork socialwork socialwork
    socialwork-passphrase
    socialwork-passphrase1
    socialwork-passphrase123
    socialwork-password
    socialwork-password1
    socialwork-password123
    socialwork12345
    socialwork123456
    socialwork123456789
    socialworker passphrase
    socialworker passphrase1
    socialworker passphrase123
    socialworker password
    socialworker password1
    socialworker password123
    socialworker socialworker
    socialworker socialworker socialworker
    socialworker-passphrase
    socialworker-passphrase1
    socialworker-passphrase123
    socialworker-password
    socialworker-password1
    socialworker-password123
    socialworker123
    socialworker123!
    socialworker1234
    socialworker12345
    socialworker123456
    socialworker123456789
    socialworkerpassphrase
    socialworkerpassphrase1
    socialworkerpassphrase123
    socialworkerpassword
    socialworkerpassword1
    socialworkerpassword123
    socialworkersocialworker
    socialworkersocialworkersocialworker
    socialworkpassphrase
    socialworkpassphrase1
    socialworkpassphrase123
    socialworkpassword
    socialworkpassword1
    socialworkpassword123
    socialworksocialwork
    socialworksocialworksocialwork
    somanypickles27
    sssssssssssssss
    ssssssssssssssss
    ssssssssssssssssssss
    standardization
    status status status
    statusstatusstatus
    stefangreil1983
    straightforward
    strong passphrase
    strongpassphrase
    strongpassword123
    summer summer summer
    summersummersummer
    sunshine sunshine
    sunshine sunshine sunshine
    sunshinesunshine
    sunshinesunshinesunshine
    super secret passphrase
    super secret password
    supercalifragilisticexpialidocious
    superintendents
    superman superman
    superman superman superman
    superman1 superman1
    superman1 superman1 superman1
    superman1superman1
    superman1superman1superman1
    supermansuperman
    supermansupermansuperman
    supersecretpassphrase
    supersecretpassword
    supervisor passphrase
    supervisor passphrase1
    supervisor passphrase123
    supervisor password
    supervisor password1
    supervisor password123
    supervisor supervisor
    supervisor supervisor supervisor
    supervisor-passphrase
    supervisor-passphrase1
    supervisor-passphrase123
    supervisor-password
    supervisor-password1
    supervisor-password123
    supervisor12345
    supervisor123456
    supervisor123456789
    supervisorpassphrase
    supervisorpassphrase1
    supervisorpassphrase123
    supervisorpassword
    supervisorpassword1
    supervisorpassword123
    supervisorsupervisor
    supervisorsupervisorsupervisor
    target123 target123
    target123 target123 target123
    target123target123
    target123target123target123
    telecommunications
    test passphrase
    test test test test
    testpassword123
    the quick brown fox
    the quick brown fox jumps over the lazy dog
    thequickbrownfox
    thequickbrownfoxjumpsoverthelazydog
    therapist passphrase
    therapist passphrase1
    therapist passphrase123
    therapist password
    therapist password1
    therapist password123
    therapist therapist
    therapist therapist therapist
    therapist-passphrase
    therapist-passphrase1
    therapist-passphrase123
    therapist-password
    therapist-password1
    therapist-password123
    therapist123456
    therapist123456789
    therapistpassphrase
    therapistpassphrase1
    therapistpassphrase123
    therapistpassword
    therapistpassword1
    therapistpassword123
    therapisttherapist
    therapisttherapisttherapist
    therapy passphrase
    therapy passphrase1
    therapy passphrase123
    therapy password
    therapy password1
    therapy password123
    therapy therapy
    therapy therapy therapy
    therapy-passphrase
    therapy-passphrase1
    therapy-passphrase123
    therapy-password
    therapy-password1
    therapy-password123
    therapy123456789
    therapypassphrase
    therapypassphrase1
    therapypassphrase123
    therapypassword
    therapypassword1
    therapypassword123
    therapytherapytherapy
    this is a passphrase
    this is a password
    this is a secret
    this is my passphrase
    this is my password
    thisisasecret123
    thisismypassphrase
    thisismypassword
    thomas thomas thomas
    thomasthomasthomas
    tigger tigger tigger
    tiggertiggertigger
    tinkle tinkle tinkle
    tinkletinkletinkle
    to be or not to be
    to be or not to be that is the question
    tobeornottobethatisthequestion
    tr0ub4dor&3tr0ub4dor&3
    transcontinental
    transformations
    trustno1 trustno1
    trustno1 trustno1 trustno1
    trustno1trustno1
    trustno1trustno1trustno1
    trustworthiness
    ttttttttttttttt
    tttttttttttttttt
    tttttttttttttttttttt
    uncharacteristic
    unconditionally
    unconstitutional
    underprivileged
    understandingly
    unintentionally
    unpredictability
    unsubstantiated
    uuuuuuuuuuuuuuu
    uuuuuuuuuuuuuuuu
    uuuuuuuuuuuuuuuuuuuu
    very long password
    very secure password
    verylongpassword
    verysecurepassphrase
    verysecurepassword
    vfr45tgbnhy67ujm
    vfr45tgbnhy67ujm,ki8
    vfr45tgbnhy67ujm,ki89ol.
    vfr45tgbnhy67ujm,ki89ol./;p0
    vfr4bgt5nhy6mju7
    vfr4bgt5nhy6mju7,ki8
    vfr4bgt5nhy6mju7,ki8.lo9
    vfr4bgt5nhy6mju7,ki8.lo9/;p0
    vvvvvvvvvvvvvvv
    vvvvvvvvvvvvvvvv
    vvvvvvvvvvvvvvvvvvvv
    welcome welcome
    welcome welcome welcome
    welcomewelcomewelcome
    whatchamacallit1
    wholeheartedness
    william william
    william william william
    williamwilliamwilliam
    wwwwwwwwwwwwwww
    wwwwwwwwwwwwwwww
    wwwwwwwwwwwwwwwwwwww
    xsw23edcvfr45tgb
    xsw23edcvfr45tgbnhy6
    xsw23edcvfr45tgbnhy67ujm
    xsw23edcvfr45tgbnhy67ujm,ki8
    xsw23edcvfr45tgbnhy67ujm,ki89ol.
    xsw23edcvfr45tgbnhy67ujm,ki89ol./;p0
    xsw2cde3vfr4bgt5
    xsw2cde3vfr4bgt5nhy6
    xsw2cde3vfr4bgt5nhy6mju7
    xsw2cde3vfr4bgt5nhy6mju7,ki8
    xsw2cde3vfr4bgt5nhy6mju7,ki8.lo9
    xsw2cde3vfr4bgt5nhy6mju7,ki8.lo9/;p0
    xxxxxxxxxxxxxxx
    xxxxxxxxxxxxxxxx
    xxxxxxxxxxxxxxxxxxxx
    yfdbufnjh10305070
    your passphrase here
    yourpassphrasehere
    yyyyyyyyyyyyyyy
    yyyyyyyyyyyyyyyy
    yyyyyyyyyyyyyyyyyyyy
    zag12wsx zag12wsx
    zag12wsx zag12wsx zag12wsx
    zag12wsxzag12wsx
    zag12wsxzag12wsxzag12wsx
    zaq12wsxcde34rfv
    zaq12wsxcde34rfvbgt5
    zaq12wsxcde34rfvbgt56yhn
    zaq12wsxcde34rfvbgt56yhnmju7
    zaq12wsxcde34rfvbgt56yhnmju78ik,
    zaq12wsxcde34rfvbgt56yhnmju78ik,.lo9
    zaq12wsxcde34rfvbgt56yhnmju78ik,.lo90p;/
    zaq1xsw2cde3vfr4
    zaq1xsw2cde3vfr4bgt5
    zaq1xsw2cde3vfr4bgt5nhy6
    zaq1xsw2cde3vfr4bgt5nhy6mju7
    zaq1xsw2cde3vfr4bgt5nhy6mju7,ki8
    zaq1xsw2cde3vfr4bgt5nhy6mju7,ki8.lo9
    zaq1xsw2cde3vfr4bgt5nhy6mju7,ki8.lo9/;p0
    zqjphsyf6ctifgu
    zxcvbn zxcvbn zxcvbn
    zxcvbnm zxcvbnm
    zxcvbnm zxcvbnm zxcvbnm
    zxcvbnm123456789
    zxcvbnmasdfghjklqwertyuiop
    zxcvbnmmnbvcxzz
    zxcvbnmmnbvcxzzx
    zxcvbnmmnbvcxzzxcv
    zxcvbnmmnbvcxzzxcvbn
    zxcvbnmmnbvcxzzxcvbnmmnb
    zxcvbnmmnbvcxzzxcvbnmmnbvc
    zxcvbnmzxcvbnmz
    zxcvbnmzxcvbnmzx
    zxcvbnmzxcvbnmzxcv
    zxcvbnmzxcvbnmzxcvbn
    zxcvbnmzxcvbnmzxcvbnm
    zxcvbnmzxcvbnmzxcvbnmzxc
    zxcvbnmzxcvbnmzxcvbnmzxcvb
    zxcvbnzxcvbnzxcvbn
    zyxwvutsrqponml
    zyxwvutsrqponmlk
    zyxwvutsrqponmlkji
    zyxwvutsrqponmlkjihg
    zyxwvutsrqponmlkjihgfedc
    zyxwvutsrqponmlkjihgfedcba
    zzzzzzzzzzzzzzz
    zzzzzzzzzzzzzzzz
    zzzzzzzzzzzzzzzzzzzz

    """
}
